package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Labels that stay from one input to the next, in which most are the same and stand where
 * they stood. To make them is what takes longest of reading. Not for several threads.
 */
final class LabelPool {

	/**
	 * How many pairs may stay for each that the last input had.
	 */
	private static final int MAX_PER_PAIR = 3;

	private final Map<String, Map<String, Pair>> pairs = new HashMap<>();

	private final Labels extra;

	private List<Series> formerSeries = List.of();

	private @Nullable Heads formerHeads;

	private int size;

	private int formerPairs;

	/**
	 * Create a new {@link LabelPool} instance.
	 * @param extra a label that some sets have beyond those in the input
	 */
	LabelPool(Labels extra) {
		this.extra = extra;
	}

	/**
	 * Read what families have beside their values. Most often it is what they had before.
	 * @param bytes an input
	 * @param start where it begins in the input
	 * @param end where it ends
	 * @param labelled tells the names of families whose series get the extra label, the
	 * same at each call
	 * @return what they have
	 * @throws SnapshotFormatException if there is none
	 */
	List<FamilyHead<?>> heads(byte[] bytes, int start, int end, Predicate<String> labelled)
			throws SnapshotFormatException {
		Heads former = this.formerHeads;
		if (former != null && Arrays.equals(bytes, start, end, former.bytes(), 0, former.bytes().length)) {
			return former.heads();
		}
		SnapshotInput in = new SnapshotInput(bytes, start, end, this);
		int count = in.size(1);
		List<FamilyHead<?>> heads = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			heads.add(FamilyHead.read(in, labelled));
		}
		in.end();
		this.formerHeads = new Heads(Arrays.copyOfRange(bytes, start, end), heads);
		return heads;
	}

	/**
	 * Return a name and a value.
	 * @param name the name, which is checked if it is new
	 * @param value the value
	 * @return the same object each time
	 */
	Pair pair(String name, String value) {
		return this.pairs.computeIfAbsent(name, (key) -> new HashMap<>()).computeIfAbsent(value, (key) -> {
			this.size++;
			return new Pair(name, value, this.extra.contains(name));
		});
	}

	/**
	 * Return the labels that the series had in the last input that stood where one is
	 * read now.
	 * @param index how many came before it
	 * @return the series, or {@code null} if there were not so many
	 */
	@Nullable Series formerSeries(int index) {
		return (index < this.formerSeries.size()) ? this.formerSeries.get(index) : null;
	}

	/**
	 * Return the label that some series have beyond those in the input.
	 * @return the label, or none
	 */
	Labels extra() {
		return this.extra;
	}

	/**
	 * Remember what stood in an input.
	 * @param pairs how many labels
	 * @param series the series
	 */
	void remember(int pairs, List<Series> series) {
		this.formerPairs = pairs;
		this.formerSeries = series;
	}

	/**
	 * Return whether there is little more than the last input needed: series may come and
	 * go.
	 * @return whether the pool is worth keeping
	 */
	boolean isLean() {
		return this.size <= MAX_PER_PAIR * this.formerPairs;
	}

	/**
	 * A name and a value. No two in a pool are equal.
	 */
	static final class Pair {

		private final String name;

		private final String value;

		private final boolean extra;

		private final Labels labels;

		private Pair(String name, String value, boolean extra) {
			this.labels = Labels.of(name, value);
			this.name = name;
			this.value = value;
			this.extra = extra;
		}

		Labels labels() {
			return this.labels;
		}

		String name() {
			return this.name;
		}

		String value() {
			return this.value;
		}

		/**
		 * Return whether it has the name of the extra label.
		 * @return whether it has
		 */
		boolean isExtra() {
			return this.extra;
		}

	}

	/**
	 * The labels of a series.
	 *
	 * @param pairs the labels in the input
	 * @param extended whether the series has the extra label, too
	 * @param labels all labels of the series
	 */
	record Series(Pair[] pairs, boolean extended, Labels labels) {

		/**
		 * Return whether a series has the same labels.
		 * @param numbers their numbers
		 * @param all the labels that numbers stand for
		 * @param extended whether it is to have the extra label, too
		 * @return whether it has
		 */
		boolean is(int[] numbers, List<Pair> all, boolean extended) {
			if (numbers.length != this.pairs.length || extended != this.extended) {
				return false;
			}
			for (int i = 0; i < numbers.length; i++) {
				if (all.get(numbers[i]) != this.pairs[i]) {
					return false;
				}
			}
			return true;
		}

	}

	/**
	 * What families have beside their values.
	 *
	 * @param bytes how it stands in an input
	 * @param heads what it is
	 */
	private record Heads(byte[] bytes, List<FamilyHead<?>> heads) {

	}

}
