package io.clusterboot.management;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.clusterboot.WorkerStatus;

/**
 * How long the primary waits for the scrape of a worker, and for that of another one
 * after it. Prometheus waits 10 s by default for all of it.
 *
 * @param timeout how long a worker that scrapes all waits for the others
 * @param silentAfter age of a heartbeat from which a worker counts as silent
 */
record ScrapePatience(Duration timeout, Duration silentAfter) {

	/**
	 * What a worker takes beyond the time that it gives the others.
	 */
	private static final Duration MARGIN = Duration.ofSeconds(1);

	/**
	 * The same for one that is well and may be the last to be asked: without any worker
	 * all that they counted would be missing. It may be busy while another one starts.
	 */
	private static final Duration LAST_MARGIN = Duration.ofSeconds(4);

	/**
	 * Before the first heartbeat, longer than any silence.
	 */
	private static final Duration NEVER_HEARD = Duration.ofSeconds(Long.MAX_VALUE);

	/**
	 * Return for how long nothing was heard of a worker.
	 * @param worker the worker
	 * @return the time
	 */
	static Duration silence(WorkerStatus worker) {
		return Objects.requireNonNullElse(worker.heartbeatAge(), NEVER_HEARD);
	}

	/**
	 * Return how long to wait for the first worker.
	 * @param ready those that can be asked, of which it is the first
	 * @return the time, shorter where another one can be asked
	 */
	Duration first(List<WorkerStatus> ready) {
		return (ready.size() > 1) ? brief() : ample();
	}

	/**
	 * Return how long to wait for the worker that is asked after the first.
	 * @param worker the worker
	 * @param spent how long the scrape has taken until now
	 * @return the time, at most what is left of {@link #longest}
	 */
	Duration second(WorkerStatus worker, Duration spent) {
		Duration left = longest().minus(spent);
		Duration patience = patience(worker);
		return (left.compareTo(patience) < 0) ? left : patience;
	}

	/**
	 * Return how long both may take together.
	 * @return the time
	 */
	Duration longest() {
		return brief().plus(ample());
	}

	private Duration patience(WorkerStatus worker) {
		return (silence(worker).compareTo(this.silentAfter) > 0) ? brief() : ample();
	}

	private Duration brief() {
		return this.timeout.plus(MARGIN);
	}

	private Duration ample() {
		return this.timeout.plus(LAST_MARGIN);
	}

}
