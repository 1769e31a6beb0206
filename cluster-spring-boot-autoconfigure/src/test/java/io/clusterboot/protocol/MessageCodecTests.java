package io.clusterboot.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.clusterboot.Envelope;
import io.clusterboot.Receipt;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageCodec}.
 */
class MessageCodecTests {

	@Test
	void decodeWhenEncodedReturnsEqualMessageOfEveryKind() throws Exception {
		MessageSamples samples = new MessageSamples(1);
		Set<Class<?>> seen = new HashSet<>();
		for (int i = 0; i < 5000; i++) {
			Message message = samples.any();
			assertThat(MessageCodec.decode(payload(message))).isEqualTo(message);
			seen.add(message.getClass());
		}
		Set<Class<?>> all = new HashSet<>(Arrays.asList(Message.FromWorker.class.getPermittedSubclasses()));
		all.addAll(Arrays.asList(Message.FromPrimary.class.getPermittedSubclasses()));
		assertThat(seen).isEqualTo(all);
	}

	@Test
	void decodeWhenPayloadIsMangledThrowsNothingButProtocolException() throws Exception {
		FrameMangler mangler = new FrameMangler(2);
		int refused = 0;
		for (int i = 0; i < 100_000; i++) {
			try {
				MessageCodec.decode(mangler.payload());
			}
			catch (ProtocolException ex) {
				assertThat(ex.getMessage()).isNotBlank();
				refused++;
			}
		}
		assertThat(refused).isBetween(50_000, 99_999);
	}

	@Test
	void decodeWhenTruncatedAnywhereThrows() throws Exception {
		ByteBuffer payload = payload(new Message.StatusReply(7, new MessageSamples(3).status(3)));
		for (int length = 0; length < payload.limit(); length++) {
			ByteBuffer truncated = payload.slice(0, length);
			assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> MessageCodec.decode(truncated));
		}
	}

	@Test
	void decodeWhenBytesFollowThrows() throws Exception {
		ByteBuffer ready = payload(new Message.Ready());
		ByteBuffer longer = ByteBuffer.allocate(ready.remaining() + 2).put(ready).clear();
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> MessageCodec.decode(longer))
			.withMessage("2 bytes follow after the end of the message");
	}

	@Test
	void decodeWhenCodeIsUnknownThrows() {
		ByteBuffer payload = ByteBuffer.allocate(1).put((byte) 99).flip();
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> MessageCodec.decode(payload))
			.withMessage("No message has the code 99");
	}

	@Test
	void decodeWhenTextClaimsMoreThanTheFrameHasThrows() {
		ByteBuffer payload = ByteBuffer.allocate(3).put((byte) 3).putShort((short) 2000).flip();
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> MessageCodec.decode(payload))
			.withMessage("The frame ends too early: 2000 bytes needed, 0 left");
	}

	@Test
	void decodeWhenTextIsNotUtf8Throws() {
		ByteBuffer payload = ByteBuffer.allocate(4).put((byte) 3).putShort((short) 1).put((byte) 0xFF).flip();
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> MessageCodec.decode(payload))
			.withMessage("A text is not UTF-8");
	}

	@Test
	void decodeWhenStateIsUnknownThrows() throws Exception {
		byte[] frame = FrameMangler.valid(new Message.StatusReply(1, new MessageSamples(4).status(40)));
		String content = new String(frame, StandardCharsets.ISO_8859_1);
		int position = content.indexOf("STARTING");
		frame[position] = 'X';
		ByteBuffer payload = ByteBuffer.wrap(frame, Frames.HEADER, frame.length - Frames.HEADER);
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> MessageCodec.decode(payload))
			.withMessage("No WorkerState is called 'XTARTING'");
	}

	@Test
	void decodeWhenListClaimsMoreThanTheFrameHasThrows() {
		PayloadReader reader = new PayloadReader(ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).clear());
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> reader.list(PayloadReader::text))
			.withMessage("A list of 2147483647 does not fit into the 4 bytes left");
	}

	@Test
	void decodeWhenInstantDoesNotExistThrows() {
		PayloadReader reader = new PayloadReader(ByteBuffer.allocate(12).putLong(Long.MAX_VALUE).putInt(0).flip());
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(reader::instant);
	}

	@Test
	void decodeWhenHelloIsOfAnotherVersionReturnsTheVersionWhateverFollows() throws Exception {
		ByteBuffer payload = ByteBuffer.allocate(9).put((byte) 1).putInt(2).putInt(-1).flip();
		assertThat(MessageCodec.decodeFromWorker(payload)).isEqualTo(new Message.Hello(2, "", 0));
	}

	@Test
	void decodeFromWorkerWhenMessageIsThePrimarysThrows() throws Exception {
		ByteBuffer payload = payload(new Message.Welcome(1));
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> MessageCodec.decodeFromWorker(payload))
			.withMessage("Welcome is no message of a worker");
	}

	@Test
	void decodeWhenReloadFailedWithLongOutputKeepsAllOfIt() throws Exception {
		ReloadStatus reload = new ReloadStatus(1, ReloadState.FAILED, 2, Instant.EPOCH, Instant.EPOCH,
				"line of output\n".repeat(500));
		assertThat(MessageCodec.decode(payload(new Message.Reloaded(reload)))).isEqualTo(new Message.Reloaded(reload));
	}

	@Test
	void encodeWhenTextIsLongCutsBetweenCharacters() throws Exception {
		String reason = "x" + "\u20ac".repeat(1000);
		Message.Rejected decoded = (Message.Rejected) MessageCodec.decode(payload(new Message.Rejected(reason)));
		assertThat(decoded.reason()).isEqualTo("x" + "\u20ac".repeat(682));
	}

	@Test
	void encodeWhenMessageIsLongerThanAFrameThrows() {
		Message message = new Message.Post(1, new Envelope(0, 0, Envelope.Format.BYTES, "", new byte[Frames.LIMIT]),
				Receipt.NONE);
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> MessageCodec.encode(message))
			.withMessageContaining("longer than a frame may be: " + Frames.LIMIT);
	}

	@Test
	void toStringWhenHelloHidesTheToken() {
		assertThat(new Message.Hello(1, "secret", 2)).hasToString("Hello[version=1, pid=2]");
	}

	private static ByteBuffer payload(Message message) throws ProtocolException {
		ByteBuffer frame = MessageCodec.encode(message);
		assertThat(frame.getInt()).isEqualTo(frame.remaining());
		return frame.slice();
	}

}
