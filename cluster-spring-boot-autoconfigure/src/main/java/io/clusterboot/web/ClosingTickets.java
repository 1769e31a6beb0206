package io.clusterboot.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * How many connections are to end soon. Whoever takes a ticket ends one.
 */
final class ClosingTickets {

	private static final long VALID_NANOS = Duration.ofSeconds(2).toNanos();

	private final LongSupplier nanos;

	private final AtomicReference<Issue> issue;

	ClosingTickets(LongSupplier nanos) {
		this.nanos = nanos;
		this.issue = new AtomicReference<>(new Issue(0, nanos.getAsLong()));
	}

	/**
	 * Issue tickets in place of those that are left.
	 * @param count how many
	 */
	void issue(int count) {
		this.issue.set(new Issue(count, this.nanos.getAsLong() + VALID_NANOS));
	}

	boolean isAvailable() {
		Issue issue = this.issue.get();
		return issue.left() > 0 && this.nanos.getAsLong() - issue.end() < 0;
	}

	/**
	 * Take a ticket.
	 * @return {@code true} if there was one
	 */
	boolean take() {
		while (isAvailable()) {
			Issue issue = this.issue.get();
			if (issue.left() > 0 && this.issue.compareAndSet(issue, new Issue(issue.left() - 1, issue.end()))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What was issued at once.
	 */
	private record Issue(int left, long end) {
	}

}
