package io.clusterboot.metrics.prometheus;

import java.util.Arrays;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;

/**
 * Classic buckets, of which a histogram has the more the more bounds its processes had.
 * What a process counted below a bound that it did not have stays with the next bound
 * that it had, so that no bucket ever loses anything.
 */
final class ClassicBuckets {

	private ClassicBuckets() {
	}

	static ClassicHistogramBuckets unbounded(long count) {
		return ClassicHistogramBuckets.of(new double[] { Double.POSITIVE_INFINITY }, new long[] { count });
	}

	static ClassicHistogramBuckets of(HistogramDataPointSnapshot point) {
		return (point.hasClassicHistogramData()) ? point.getClassicBuckets() : unbounded(point.getCount());
	}

	static double[] bounds(ClassicHistogramBuckets buckets) {
		double[] bounds = new double[buckets.size()];
		for (int i = 0; i < bounds.length; i++) {
			bounds[i] = buckets.getUpperBound(i);
		}
		return bounds;
	}

	static ClassicHistogramBuckets add(ClassicHistogramBuckets first, ClassicHistogramBuckets second) {
		double[] bounds = new double[first.size() + second.size()];
		long[] counts = new long[bounds.length];
		int size = 0;
		int i = 0;
		int j = 0;
		while (i < first.size() || j < second.size()) {
			double bound = Math.min(bound(first, i), bound(second, j));
			bounds[size] = bound;
			if (i < first.size() && first.getUpperBound(i) == bound) {
				counts[size] = first.getCount(i++);
			}
			if (j < second.size() && second.getUpperBound(j) == bound) {
				counts[size] = Sums.addBounded(counts[size], second.getCount(j++));
			}
			size++;
		}
		return ClassicHistogramBuckets.of(Arrays.copyOf(bounds, size), Arrays.copyOf(counts, size));
	}

	private static double bound(ClassicHistogramBuckets buckets, int i) {
		return (i < buckets.size()) ? buckets.getUpperBound(i) : Double.POSITIVE_INFINITY;
	}

	static void write(ClassicHistogramBuckets buckets, SnapshotOutput out) {
		out.bounds(bounds(buckets));
		for (int i = 0; i < buckets.size(); i++) {
			out.number(buckets.getCount(i));
		}
	}

	static ClassicHistogramBuckets read(SnapshotInput in) throws SnapshotFormatException {
		double[] bounds = in.bounds();
		long[] counts = new long[bounds.length];
		for (int i = 0; i < counts.length; i++) {
			counts[i] = in.number();
		}
		return ClassicHistogramBuckets.of(bounds, counts);
	}

}
