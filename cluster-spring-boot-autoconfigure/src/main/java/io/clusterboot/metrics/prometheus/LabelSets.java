package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.prometheus.metrics.model.snapshots.Labels;

/**
 * The sets of labels of one input. The client checks each name whenever it makes a set of
 * names and values, which costs more than all else here; so a set is put together from
 * sets of one label, each of which was checked once.
 */
final class LabelSets {

	/**
	 * How many characters of names the client may look at for each byte of the input.
	 */
	private static final int MAX_WORK = 64;

	private final List<LabelPool.Pair> pairs = new ArrayList<>();

	private final SnapshotInput in;

	private final LabelPool pool;

	private final List<LabelPool.Series> series = new ArrayList<>();

	private final LabelSteps plain;

	private final LabelSteps extended;

	private long work;

	private boolean someHadExtra;

	private boolean someLackedExtra;

	LabelSets(SnapshotInput in, LabelPool pool) {
		this.in = in;
		this.pool = pool;
		this.plain = new LabelSteps(this.pairs, Labels.EMPTY);
		this.extended = new LabelSteps(this.pairs, pool.extra());
	}

	void beginFamily() {
		this.someHadExtra = false;
		this.someLackedExtra = false;
	}

	boolean isMixed() {
		return this.someHadExtra && this.someLackedExtra;
	}

	/**
	 * Have the pool know what stood in the input.
	 */
	void end() {
		this.pool.remember(this.pairs.size(), this.series);
	}

	/**
	 * Read a set that is no series.
	 * @return the labels
	 * @throws SnapshotFormatException if there are none
	 */
	Labels read() throws SnapshotFormatException {
		return this.plain.labels(numbers());
	}

	/**
	 * Read the set of a series.
	 * @param extend whether the extra label is to be in it
	 * @return the labels
	 * @throws SnapshotFormatException if there are none
	 */
	Labels read(boolean extend) throws SnapshotFormatException {
		int[] numbers = numbers();
		boolean hasExtra = hasExtra(numbers);
		this.someHadExtra |= extend && hasExtra;
		this.someLackedExtra |= extend && !hasExtra;
		LabelPool.Series series = series(numbers, extend && !hasExtra);
		this.series.add(series);
		return series.labels();
	}

	private LabelPool.Series series(int[] numbers, boolean extended) {
		LabelPool.Series former = this.pool.formerSeries(this.series.size());
		if (former != null && former.is(numbers, this.pairs, extended)) {
			return former;
		}
		LabelPool.Pair[] pairs = new LabelPool.Pair[numbers.length];
		Arrays.setAll(pairs, (i) -> this.pairs.get(numbers[i]));
		return new LabelPool.Series(pairs, extended, ((extended) ? this.extended : this.plain).labels(numbers));
	}

	private int[] numbers() throws SnapshotFormatException {
		int[] numbers = new int[this.in.size(1)];
		for (int i = 0; i < numbers.length; i++) {
			numbers[i] = pair();
			if (numbers.length > LabelSteps.MAX_STEPS) {
				spend(this.pairs.get(numbers[i]).name().length());
			}
		}
		return numbers;
	}

	private boolean hasExtra(int[] numbers) {
		for (int number : numbers) {
			if (this.pairs.get(number).isExtra()) {
				return true;
			}
		}
		return false;
	}

	private int pair() throws SnapshotFormatException {
		long number = this.in.number();
		if (number != SnapshotOutput.NEW) {
			return this.in.index(number, this.pairs.size());
		}
		String name = this.in.someText();
		spend(name.length());
		this.pairs.add(this.pool.pair(name, this.in.newText()));
		return this.pairs.size() - 1;
	}

	private void spend(int characters) throws SnapshotFormatException {
		this.work += characters;
		if (this.work > (long) MAX_WORK * this.in.length()) {
			throw new SnapshotFormatException("The names of labels are too long for so few bytes");
		}
	}

}
