package io.clusterboot.metrics.prometheus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/**
 * Native buckets, the bounds of which follow from the schema: one step down makes one
 * bucket of two.
 *
 * @param schema how fine the buckets are
 * @param zeroCount how many values were as good as 0
 * @param zeroThreshold the largest absolute value that is as good as 0
 * @param positive buckets of larger values
 * @param negative buckets of values that are smaller than 0
 */
record NativeBuckets(int schema, long zeroCount, double zeroThreshold, NativeHistogramBuckets positive,
		NativeHistogramBuckets negative) {

	static final NativeBuckets NONE = new NativeBuckets(HistogramSnapshot.CLASSIC_HISTOGRAM, 0, 0,
			NativeHistogramBuckets.EMPTY, NativeHistogramBuckets.EMPTY);

	private static final int SCHEMA_OFFSET = 8;

	static NativeBuckets of(HistogramDataPointSnapshot point) {
		if (!point.hasNativeHistogramData()) {
			return NONE;
		}
		return new NativeBuckets(point.getNativeSchema(), point.getNativeZeroCount(), point.getNativeZeroThreshold(),
				point.getNativeBucketsForPositiveValues(), point.getNativeBucketsForNegativeValues());
	}

	NativeBuckets add(NativeBuckets other) {
		int common = Math.min(this.schema, other.schema);
		NativeBuckets first = coarsened(common);
		NativeBuckets second = other.coarsened(common);
		while (first.zeroThreshold != second.zeroThreshold) {
			first = first.widened(second.zeroThreshold);
			second = second.widened(first.zeroThreshold);
		}
		return new NativeBuckets(common, Sums.addBounded(first.zeroCount, second.zeroCount), first.zeroThreshold,
				add(first.positive, second.positive), add(first.negative, second.negative));
	}

	private NativeBuckets coarsened(int schema) {
		int steps = this.schema - schema;
		if (steps == 0) {
			return this;
		}
		return new NativeBuckets(schema, this.zeroCount, this.zeroThreshold, coarsened(this.positive, steps),
				coarsened(this.negative, steps));
	}

	private static NativeHistogramBuckets coarsened(NativeHistogramBuckets buckets, int steps) {
		Map<Integer, Long> counts = new TreeMap<>();
		for (int i = 0; i < buckets.size(); i++) {
			// The bucket of an index ends at its bound, so that 1 and 2 become 1.
			counts.merge(((buckets.getBucketIndex(i) - 1) >> steps) + 1, buckets.getCount(i), Sums::addBounded);
		}
		return buckets(counts);
	}

	/**
	 * Count more values as 0: all of each bucket that begins below the threshold.
	 * @param threshold the smallest threshold wanted
	 * @return these buckets if their threshold is as large already
	 */
	private NativeBuckets widened(double threshold) {
		if (threshold <= this.zeroThreshold) {
			return this;
		}
		Map<Integer, Long> larger = counts(this.positive);
		Map<Integer, Long> smaller = counts(this.negative);
		long zeros = this.zeroCount;
		double reached = threshold;
		for (Map<Integer, Long> counts : List.of(larger, smaller)) {
			for (Integer index : counts.keySet().toArray(Integer[]::new)) {
				if (bound(index - 1) < threshold) {
					zeros = Sums.addBounded(zeros, counts.getOrDefault(index, 0L));
					counts.remove(index);
					reached = Math.max(reached, bound(index));
				}
			}
		}
		return new NativeBuckets(this.schema, zeros, reached, buckets(larger), buckets(smaller));
	}

	private double bound(int index) {
		return Math.pow(2, index * Math.pow(2, -this.schema));
	}

	private static NativeHistogramBuckets add(NativeHistogramBuckets first, NativeHistogramBuckets second) {
		Map<Integer, Long> counts = counts(first);
		counts(second).forEach((index, count) -> counts.merge(index, count, Sums::addBounded));
		return buckets(counts);
	}

	private static Map<Integer, Long> counts(NativeHistogramBuckets buckets) {
		Map<Integer, Long> counts = new TreeMap<>();
		for (int i = 0; i < buckets.size(); i++) {
			counts.put(buckets.getBucketIndex(i), buckets.getCount(i));
		}
		return counts;
	}

	private static NativeHistogramBuckets buckets(Map<Integer, Long> counts) {
		return NativeHistogramBuckets.of(counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
				counts.values().stream().mapToLong(Long::longValue).toArray());
	}

	void write(SnapshotOutput out) {
		out.number(this.schema + SCHEMA_OFFSET);
		out.number(this.zeroCount);
		out.real(this.zeroThreshold);
		write(this.positive, out);
		write(this.negative, out);
	}

	private static void write(NativeHistogramBuckets buckets, SnapshotOutput out) {
		out.number(buckets.size());
		for (int i = 0; i < buckets.size(); i++) {
			int index = buckets.getBucketIndex(i);
			out.number(Integer.toUnsignedLong(index << 1 ^ index >> (Integer.SIZE - 1)));
			out.number(buckets.getCount(i));
		}
	}

	static NativeBuckets read(SnapshotInput in) throws SnapshotFormatException {
		int schema = (int) Math.max(-1, Math.min(in.number(), 2 * SCHEMA_OFFSET)) - SCHEMA_OFFSET;
		return new NativeBuckets(schema, in.number(), in.real(), buckets(in), buckets(in));
	}

	private static NativeHistogramBuckets buckets(SnapshotInput in) throws SnapshotFormatException {
		int size = in.size(2);
		int[] indexes = new int[size];
		long[] counts = new long[size];
		for (int i = 0; i < size; i++) {
			int index = (int) in.number();
			indexes[i] = index >>> 1 ^ -(index & 1);
			counts[i] = in.number();
		}
		return NativeHistogramBuckets.of(indexes, counts);
	}

}
