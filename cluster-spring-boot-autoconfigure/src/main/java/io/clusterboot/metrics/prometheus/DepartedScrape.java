package io.clusterboot.metrics.prometheus;

import java.util.List;
import java.util.Set;

/**
 * What is known of processes that are gone or did not answer: of one, or of several that
 * were folded into one.
 *
 * @since 0.1.0
 */
public final class DepartedScrape {

	private final int ordinal;

	private final long id;

	private final Set<Long> absorbed;

	private final List<Family<?>> families;

	DepartedScrape(int ordinal, long id, Set<Long> absorbed, List<Family<?>> families) {
		this.ordinal = ordinal;
		this.id = id;
		this.absorbed = Set.copyOf(absorbed);
		this.families = families;
	}

	/**
	 * Return the ordinal of the worker that they were.
	 * @return the ordinal
	 */
	public int ordinal() {
		return this.ordinal;
	}

	/**
	 * Return the id of the process, or of the last one of several.
	 * @return the id
	 */
	public long id() {
		return this.id;
	}

	/**
	 * Return the ids of the processes that were folded.
	 * @return the ids, or none
	 */
	public Set<Long> absorbed() {
		return this.absorbed;
	}

	List<Family<?>> families() {
		return this.families;
	}

}
