package io.clusterboot.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutputRelay}.
 */
class OutputRelayTests {

	private static final int MAX = LineBuffer.MAX_LINE;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@Test
	void relayKeepsStreamsApart() throws Exception {
		relay(0, bytes("to out\n"), bytes("to err\n"));
		assertThat(this.out).hasToString("[worker 0] to out\n");
		assertThat(this.err).hasToString("[worker 0] to err\n");
	}

	@Test
	void relayWhenLastLineHasNoEndAddsOne() throws Exception {
		relay(0, bytes("a\n\nb"));
		assertThat(this.out).hasToString("[worker 0] a\n[worker 0] \n[worker 0] b\n");
	}

	@Test
	void relayWhenNothingIsPrintedWritesNothing() throws Exception {
		relay(0, bytes(""));
		assertThat(this.out.size()).isZero();
	}

	@Test
	void relayWhenBytesAreNoTextPassesThemThrough() throws Exception {
		byte[] line = new byte[256];
		for (int i = 0; i < line.length; i++) {
			line[i] = (byte) ((i != '\n') ? i : 0);
		}
		relay(0, line);
		byte[] relayed = this.out.toByteArray();
		assertThat(Arrays.copyOfRange(relayed, 11, relayed.length - 1)).isEqualTo(line);
	}

	@Test
	void relayWhenBytesArriveOneByOneYieldsTheSameLines() throws Exception {
		byte[] text = bytes("first\r\n{\"a\":1}\r\nlast");
		relay(0, new ByteArrayInputStream(text) {

			@Override
			public synchronized int read(byte[] b, int off, int len) {
				return super.read(b, off, Math.min(len, 1));
			}

		});
		assertThat(this.out).hasToString("[worker 0] first\r\n{\"worker\":0,\"a\":1}\r\n[worker 0] last\n");
	}

	@Test
	void relayWhenLineIsAsLongAsAllowedKeepsItWhole() throws Exception {
		String line = "x".repeat(MAX);
		relay(0, bytes("a\n" + line + "\nb\n"));
		assertThat(lines()).containsExactly("[worker 0] a", "[worker 0] " + line, "[worker 0] b");
	}

	@Test
	void relayWhenLineIsTooLongPassesItOnInPieces() throws Exception {
		relay(0, bytes("x".repeat(2 * MAX) + "yz\n{\"a\":1}\n"));
		assertThat(lines()).containsExactly("[worker 0] " + "x".repeat(MAX), "[worker 0] " + "x".repeat(MAX),
				"[worker 0] yz", "{\"worker\":0,\"a\":1}");
	}

	@Test
	void relayWhenTooLongLineEndsLikeAnObjectMarksItAsAPiece() throws Exception {
		relay(0, bytes("x".repeat(MAX) + "{\"a\":1}"));
		assertThat(lines()).containsExactly("[worker 0] " + "x".repeat(MAX), "[worker 0] {\"a\":1}");
	}

	@Test
	void relayWhenReadFailsPassesOnWhatCame() throws Exception {
		relay(0, new SequenceInputStream(new ByteArrayInputStream(bytes("whole\npart")), new BrokenInput()));
		assertThat(lines()).containsExactly("[worker 0] whole", "[worker 0] part");
	}

	@Test
	void relayWritesWholeLinesInChunksThatAPipeTakesAtOnce() throws Exception {
		ChunkRecorder recorder = new ChunkRecorder();
		relay(new OutputRelay(recorder, recorder), 0, new ByteArrayInputStream(bytes("0123456789\n".repeat(5000))));
		assertThat(recorder.chunks).isNotEmpty()
			.allSatisfy((chunk) -> assertThat(chunk.length()).isLessThanOrEqualTo(4096))
			.allSatisfy((chunk) -> assertThat(chunk).startsWith("[worker 0] ").endsWith("\n"));
		assertThat(recorder.flushes.get()).isEqualTo(recorder.chunks.size());
	}

	@Test
	void relayWhenDestinationThrowsReadsOn() throws Exception {
		for (Exception failure : List.of(new IOException("Broken pipe"), new IllegalStateException("closed"))) {
			ByteArrayInputStream source = new ByteArrayInputStream(bytes("line\n".repeat(100_000)));
			RelayedOutput relayed = relay(new OutputRelay(failing(failure), this.err), 0, source);
			assertThat(source.available()).isZero();
			assertThat(relayed.tail().lastLines(1)).containsExactly("line");
		}
	}

	@Test
	void relayWhenDestinationRecoversStartsOnAFreshLine() throws Exception {
		AtomicBoolean full = new AtomicBoolean(true);
		OutputRelay relay = new OutputRelay(new OutputStream() {

			@Override
			public void write(int b) {
				OutputRelayTests.this.out.write(b);
			}

			@Override
			public void write(byte[] b, int off, int len) throws IOException {
				if (full.get()) {
					OutputRelayTests.this.out.write(b, off, 13);
					throw new IOException("No space left on device");
				}
				OutputRelayTests.this.out.write(b, off, len);
			}

		}, this.err);
		relay(relay, 0, new ByteArrayInputStream(bytes("lost\n")));
		full.set(false);
		relay(relay, 0, new ByteArrayInputStream(bytes("{\"a\":1}\n")));
		assertThat(lines()).containsExactly("[worker 0] lo", "{\"worker\":0,\"a\":1}");
	}

	@Test
	void tailKeepsTheLastWholeLinesOfBothStreams() throws Exception {
		RelayedOutput relayed = relay(0, bytes("out 1\nout 2\n"), bytes("err\n"));
		assertThat(relayed.tail().lines()).containsExactlyInAnyOrder("out 1", "out 2", "err");
		RelayedOutput cut = relay(0, bytes("0123456789abcdef\n".repeat(10_000) + "the end"));
		assertThat(cut.tail().lastLines(2)).containsExactly("0123456789abcdef", "the end");
		assertThat(cut.tail().lines().get(0)).isEqualTo("0123456789abcdef");
		assertThat(cut.tail().lines()).hasSizeBetween(400, OutputTail.CAPACITY / 17 + 1);
	}

	@Test
	void tailWhenOneLineFillsItKeepsTheLineEnd() throws Exception {
		RelayedOutput relayed = relay(0, bytes("x".repeat(3 * MAX) + "end"));
		assertThat(relayed.tail().lines()).hasSize(1).first().asString().endsWith("xxend");
	}

	private List<String> lines() {
		return this.out.toString(StandardCharsets.UTF_8).lines().toList();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private RelayedOutput relay(int ordinal, byte[] out, byte[] err) throws Exception {
		RelayedOutput relayed = new OutputRelay(this.out, this.err).relay(ordinal, new ByteArrayInputStream(out),
				new ByteArrayInputStream(err));
		assertThat(relayed.awaitEnd(Duration.ofSeconds(20))).isTrue();
		return relayed;
	}

	private RelayedOutput relay(int ordinal, byte[] out) throws Exception {
		return relay(ordinal, out, new byte[0]);
	}

	private void relay(int ordinal, InputStream out) throws Exception {
		relay(new OutputRelay(this.out, this.err), ordinal, out);
	}

	private RelayedOutput relay(OutputRelay relay, int ordinal, InputStream out) throws Exception {
		RelayedOutput relayed = relay.relay(ordinal, out, InputStream.nullInputStream());
		assertThat(relayed.awaitEnd(Duration.ofSeconds(20))).isTrue();
		return relayed;
	}

	private static OutputStream failing(Exception failure) {
		return new OutputStream() {

			@Override
			public void write(int b) throws IOException {
				if (failure instanceof IOException ioFailure) {
					throw ioFailure;
				}
				throw (RuntimeException) failure;
			}

		};
	}

	/**
	 * Fails at the first read.
	 */
	private static final class BrokenInput extends InputStream {

		@Override
		public int read() throws IOException {
			throw new IOException("Stream closed");
		}

	}

	/**
	 * Keeps what was written in one call.
	 */
	private static final class ChunkRecorder extends OutputStream {

		private final List<String> chunks = new ArrayList<>();

		private final AtomicInteger flushes = new AtomicInteger();

		@Override
		public void write(int b) {
			throw new IllegalStateException("One byte");
		}

		@Override
		public void write(byte[] b, int off, int len) {
			this.chunks.add(new String(b, off, len, StandardCharsets.UTF_8));
		}

		@Override
		public void flush() {
			this.flushes.incrementAndGet();
		}

	}

}
