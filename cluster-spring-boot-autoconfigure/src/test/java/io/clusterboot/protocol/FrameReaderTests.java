package io.clusterboot.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FrameReader}.
 */
class FrameReaderTests {

	private final FrameReader reader = new FrameReader(Frames.LIMIT);

	@Test
	void nextWhenBytesComeOneByOneReturnsEachFrame() throws Exception {
		ReadableByteChannel slow = new OneByteChannel(frames(0, 5, 300));
		assertThat(readAll(slow)).containsExactly(0, 5, 300);
	}

	@Test
	void nextWhenManyFramesComeAtOnceReturnsEachFrame() throws Exception {
		int[] sizes = new int[500];
		for (int i = 0; i < sizes.length; i++) {
			sizes[i] = i;
		}
		assertThat(readAll(channel(frames(sizes)))).containsExactly(box(sizes));
	}

	@Test
	void nextWhenFrameIsLargeGrowsAndShrinksAgain() throws Exception {
		ReadableByteChannel channel = channel(frames(Frames.LIMIT, 10));
		assertThat(readAll(channel)).containsExactly(Frames.LIMIT, 10);
		assertThat(this.reader.capacity()).isEqualTo(FrameReader.SMALL);
	}

	@Test
	void nextWhenLargeLengthIsOnlyClaimedDoesNotGrow() throws Exception {
		this.reader.fill(channel(ByteBuffer.allocate(10).putInt(Frames.LIMIT).array()));
		assertThat(this.reader.next()).isNull();
		this.reader.fill(channel(new byte[10]));
		assertThat(this.reader.capacity()).isEqualTo(FrameReader.SMALL);
	}

	@Test
	void nextWhenLengthIsOverTheLimitThrows() throws Exception {
		this.reader.limit(Frames.HANDSHAKE_LIMIT);
		this.reader.fill(channel(ByteBuffer.allocate(4).putInt(4097).array()));
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(this.reader::next)
			.withMessage("A frame of 4097 bytes is not allowed, at most 4096 are");
	}

	@Test
	void nextWhenLengthIsNegativeThrows() throws Exception {
		this.reader.fill(channel(ByteBuffer.allocate(4).putInt(-1).array()));
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(this.reader::next);
	}

	private List<Integer> readAll(ReadableByteChannel channel) throws IOException {
		List<Integer> sizes = new ArrayList<>();
		while (this.reader.fill(channel) >= 0) {
			ByteBuffer payload = this.reader.next();
			while (payload != null) {
				sizes.add(payload.remaining());
				assertContent(payload);
				payload = this.reader.next();
			}
		}
		return sizes;
	}

	private void assertContent(ByteBuffer payload) {
		int size = payload.remaining();
		while (payload.hasRemaining()) {
			if (payload.get() != (byte) size) {
				throw new AssertionError("Another frame's content in the frame of " + size);
			}
		}
	}

	private static byte[] frames(int... sizes) {
		int total = 0;
		for (int size : sizes) {
			total += Frames.HEADER + size;
		}
		ByteBuffer buffer = ByteBuffer.allocate(total);
		for (int size : sizes) {
			byte[] payload = new byte[size];
			Arrays.fill(payload, (byte) size);
			buffer.putInt(size).put(payload);
		}
		return buffer.array();
	}

	private static Integer[] box(int[] values) {
		return Arrays.stream(values).boxed().toArray(Integer[]::new);
	}

	private static ReadableByteChannel channel(byte[] bytes) {
		return Channels.newChannel(new ByteArrayInputStream(bytes));
	}

	/**
	 * Gives one byte at a time.
	 */
	private static final class OneByteChannel implements ReadableByteChannel {

		private final ByteBuffer bytes;

		private OneByteChannel(byte[] bytes) {
			this.bytes = ByteBuffer.wrap(bytes);
		}

		@Override
		public int read(ByteBuffer target) {
			if (!this.bytes.hasRemaining()) {
				return -1;
			}
			target.put(this.bytes.get());
			return 1;
		}

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void close() {
		}

	}

}
