package io.clusterboot.metrics.prometheus;

import java.util.Comparator;
import java.util.List;

/**
 * Families of one process, and what of them is to be believed.
 *
 * @param ordinal ordinal of the worker
 * @param age the lower the older: the order in which values are added up, always the same
 * since the sum of floating-point numbers depends on it
 * @param families the families
 * @param counts whether what accumulated counts, because nobody else counts it
 * @param states whether it tells the current state of the worker
 * @param answering whether it tells the current state of the cluster
 */
record ScrapeSource(int ordinal, long age, List<Family<?>> families, boolean counts, boolean states,
		boolean answering) {

	static final Comparator<ScrapeSource> OLDEST_FIRST = Comparator.comparingInt(ScrapeSource::ordinal)
		.thenComparingLong(ScrapeSource::age);

	/**
	 * Those that answered first, and of each the newest first.
	 */
	static final Comparator<ScrapeSource> WEIGHTIEST_FIRST = Comparator.comparing(ScrapeSource::states)
		.thenComparingLong(ScrapeSource::age)
		.reversed();

}
