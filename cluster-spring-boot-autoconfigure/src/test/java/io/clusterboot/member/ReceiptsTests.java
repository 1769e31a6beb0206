package io.clusterboot.member;

import org.junit.jupiter.api.Test;

import io.clusterboot.Receipt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Receipts}.
 */
class ReceiptsTests {

	private long now = 7;

	private final RecordingTransport transport = new RecordingTransport();

	private final Receipts receipts = new Receipts(this.transport, 1000, () -> this.now);

	@Test
	void addWhenFewTellsNothingUntilFlushed() {
		this.receipts.add(1, 10);
		this.receipts.add(1, 20);
		this.receipts.add(2, 5);
		assertThat(this.transport.handled()).isEmpty();
		this.receipts.flush();
		assertThat(this.transport.handled()).containsExactlyInAnyOrder("1: 2 messages, 30 bytes",
				"2: 1 messages, 5 bytes");
	}

	@Test
	void addWhenAQuarterOfTheMessagesIsHandledTellsTheirSender() {
		this.receipts.add(2, 1);
		for (int i = 0; i < MessageHub.MAX_UNDER_WAY / 4; i++) {
			this.receipts.add(1, 1);
		}
		assertThat(this.transport.handled()).containsExactly("1: 256 messages, 256 bytes");
		this.receipts.add(1, 1);
		assertThat(this.transport.handled()).hasSize(1);
	}

	@Test
	void addWhenManyBytesAreHandledTellsTheirSender() {
		this.receipts.add(1, 999);
		assertThat(this.transport.handled()).isEmpty();
		this.receipts.add(1, 1);
		assertThat(this.transport.handled()).containsExactly("1: 2 messages, 1000 bytes");
	}

	@Test
	void addWhenSendersWaitedForAMillisecondTellsAll() {
		this.receipts.add(1, 10);
		this.now += 1_000_000;
		this.receipts.add(2, 20);
		assertThat(this.transport.handled()).containsExactlyInAnyOrder("1: 1 messages, 10 bytes",
				"2: 1 messages, 20 bytes");
		this.receipts.add(1, 10);
		assertThat(this.transport.handled()).hasSize(2);
	}

	@Test
	void takeWhenTakenTellsNothingMore() {
		this.receipts.add(1, 10);
		assertThat(this.receipts.addAndTake(1, 20)).isEqualTo(new Receipt(2, 30));
		assertThat(this.receipts.take(1)).isEqualTo(Receipt.NONE);
		this.receipts.flush();
		assertThat(this.transport.handled()).isEmpty();
	}

	@Test
	void flushWhenFlushedBeforeTellsNothing() {
		this.receipts.add(1, 10);
		this.receipts.flush();
		this.receipts.flush();
		assertThat(this.transport.handled()).hasSize(1);
	}

}
