package io.clusterboot.metrics.prometheus;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * What every data point has.
 *
 * @param labels the labels
 * @param created when the series began, in milliseconds, or 0
 * @param scraped when the value was taken, in milliseconds, or 0 for the time of the
 * scrape
 */
record PointHead(Labels labels, long created, long scraped) {

	static void write(DataPointSnapshot point, SnapshotOutput out) {
		out.seriesLabels(point.getLabels());
		out.time(point.getCreatedTimestampMillis());
		out.number(point.getScrapeTimestampMillis());
	}

	static PointHead read(SnapshotInput in) throws SnapshotFormatException {
		return new PointHead(in.seriesLabels(), in.time(), in.number());
	}

	static PointHead of(DataPointSnapshot point, Labels labels) {
		return new PointHead(labels, point.getCreatedTimestampMillis(), point.getScrapeTimestampMillis());
	}

	/**
	 * Return the head of a series that two processes went on with.
	 * @param older what the older process says
	 * @param newer what the newer process says
	 * @return the labels of both, the begin of the first that tells it
	 */
	static PointHead of(DataPointSnapshot older, DataPointSnapshot newer) {
		long scraped = newer.getScrapeTimestampMillis();
		long created = earlier(older.getCreatedTimestampMillis(), newer.getCreatedTimestampMillis());
		// The model has no value that is older than its series.
		boolean known = scraped == 0 || created <= scraped;
		return new PointHead(newer.getLabels(), (known) ? created : 0, scraped);
	}

	private static long earlier(long first, long second) {
		if (first == 0 || second == 0) {
			return first + second;
		}
		return Math.min(first, second);
	}

}
