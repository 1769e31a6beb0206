package io.clusterboot.metrics.prometheus;

import java.util.List;

/**
 * What a worker that lives answered.
 *
 * @since 0.1.0
 */
public final class WorkerScrape {

	private final int ordinal;

	private final long id;

	private final List<Family<?>> families;

	WorkerScrape(int ordinal, long id, List<Family<?>> families) {
		this.ordinal = ordinal;
		this.id = id;
		this.families = families;
	}

	/**
	 * Return the ordinal of the worker.
	 * @return the ordinal
	 */
	public int ordinal() {
		return this.ordinal;
	}

	/**
	 * Return the id of the process.
	 * @return the id
	 */
	public long id() {
		return this.id;
	}

	List<Family<?>> families() {
		return this.families;
	}

}
