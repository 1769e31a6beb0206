package io.clusterboot.protocol;

import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Outbox}.
 */
class OutboxTests {

	private static final int MEBIBYTE = 1024 * 1024;

	private final Outbox outbox = new Outbox();

	@Test
	void offerWhenTooMuchWaitsDropsWhatMayBeDropped() throws Exception {
		for (int i = 0; i < 4; i++) {
			assertThat(this.outbox.offer(ByteBuffer.allocate(MEBIBYTE), Outbox.Need.DROPPABLE)).isTrue();
		}
		assertThat(this.outbox.offer(ByteBuffer.allocate(1), Outbox.Need.DROPPABLE)).isFalse();
		assertThat(this.outbox.offer(ByteBuffer.allocate(1), Outbox.Need.NEEDED)).isTrue();
		assertThat(this.outbox.pending()).isEqualTo(4 * MEBIBYTE + 1);
	}

	@Test
	void offerWhenEvenTheRestDoesNotFitThrows() throws Exception {
		for (int i = 0; i < 8; i++) {
			assertThat(this.outbox.offer(ByteBuffer.allocate(MEBIBYTE), Outbox.Need.NEEDED)).isTrue();
		}
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> this.outbox.offer(ByteBuffer.allocate(1), Outbox.Need.NEEDED));
		assertThat(this.outbox.pending()).isEqualTo(8 * MEBIBYTE);
	}

	@Test
	void writeToWhenChannelTakesPartsKeepsTheOrder() throws Exception {
		this.outbox.offer(ByteBuffer.wrap(new byte[] { 1, 2, 3 }), Outbox.Need.DROPPABLE);
		this.outbox.offer(ByteBuffer.wrap(new byte[] { 4, 5 }), Outbox.Need.DROPPABLE);
		LimitedChannel channel = new LimitedChannel();
		channel.room = 2;
		assertThat(this.outbox.writeTo(channel)).isFalse();
		channel.room = 2;
		assertThat(this.outbox.writeTo(channel)).isFalse();
		channel.room = 2;
		assertThat(this.outbox.writeTo(channel)).isTrue();
		assertThat(channel.written.flip()).isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2, 3, 4, 5 }));
		assertThat(this.outbox.pending()).isZero();
	}

	/**
	 * Takes as many bytes as there is room.
	 */
	private static final class LimitedChannel implements GatheringByteChannel {

		private final ByteBuffer written = ByteBuffer.allocate(100);

		private int room;

		@Override
		public int write(ByteBuffer source) {
			int count = Math.min(this.room, source.remaining());
			for (int i = 0; i < count; i++) {
				this.written.put(source.get());
			}
			this.room -= count;
			return count;
		}

		@Override
		public long write(ByteBuffer[] sources) {
			return Arrays.stream(sources).mapToLong(this::write).sum();
		}

		@Override
		public long write(ByteBuffer[] sources, int offset, int length) {
			return write(Arrays.copyOfRange(sources, offset, offset + length));
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
