package io.clusterboot.metrics.prometheus;

/**
 * Additions in which a value that is missing counts nothing, and nothing ever falls.
 */
final class Sums {

	private Sums() {
	}

	/**
	 * Add values.
	 * @param first a value, NaN if it is missing
	 * @param second another
	 * @return the sum
	 */
	static double add(double first, double second) {
		if (Double.isNaN(first)) {
			return second;
		}
		return (Double.isNaN(second)) ? first : first + second;
	}

	/**
	 * Add counts that may be missing.
	 * @param first a count, negative if it is missing
	 * @param second another
	 * @return the sum, negative if both are missing
	 */
	static long addCounts(long first, long second) {
		if (first < 0) {
			return second;
		}
		return (second < 0) ? first : addBounded(first, second);
	}

	/**
	 * Add two counts.
	 * @param first a count
	 * @param second another
	 * @return the sum, or the largest number if it is larger
	 */
	static long addBounded(long first, long second) {
		return (first > Long.MAX_VALUE - second) ? Long.MAX_VALUE : first + second;
	}

}
