package io.clusterboot.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClosingTickets}.
 */
class ClosingTicketsTests {

	private final AtomicLong now = new AtomicLong();

	private final ClosingTickets tickets = new ClosingTickets(this.now::get);

	@Test
	void takeWhenNoneWereIssuedFails() {
		assertThat(this.tickets.take()).isFalse();
	}

	@Test
	void takeWhenTicketsAreLeftSucceedsThatOften() {
		this.tickets.issue(2);
		assertThat(this.tickets.take()).isTrue();
		assertThat(this.tickets.take()).isTrue();
		assertThat(this.tickets.take()).isFalse();
	}

	@Test
	void takeWhenTicketsHaveExpiredFails() {
		this.tickets.issue(1);
		this.now.set(Duration.ofSeconds(2).toNanos());
		assertThat(this.tickets.take()).isFalse();
		assertThat(this.tickets.isAvailable()).isFalse();
	}

	@Test
	void issueWhenSomeAreLeftReplacesThem() {
		this.tickets.issue(5);
		this.tickets.issue(1);
		assertThat(this.tickets.take()).isTrue();
		assertThat(this.tickets.take()).isFalse();
	}

}
