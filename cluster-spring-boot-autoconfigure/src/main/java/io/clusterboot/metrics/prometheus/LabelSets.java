package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.BitSet;
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

	private final List<Labels> pairs = new ArrayList<>();

	/**
	 * Those that have the name of the extra label.
	 */
	private final BitSet extraPairs = new BitSet();

	private final SnapshotInput in;

	private final Labels extra;

	private final LabelSteps plain;

	private final LabelSteps extended;

	private long work;

	private boolean someHadExtra;

	private boolean someLackedExtra;

	LabelSets(SnapshotInput in, Labels extra) {
		this.in = in;
		this.extra = extra;
		this.plain = new LabelSteps(this.pairs, Labels.EMPTY);
		this.extended = new LabelSteps(this.pairs, extra);
	}

	void beginFamily() {
		this.someHadExtra = false;
		this.someLackedExtra = false;
	}

	Family.Labelling labelling() {
		return (this.someHadExtra && this.someLackedExtra) ? Family.Labelling.MIXED : Family.Labelling.ALL;
	}

	/**
	 * Read a set.
	 * @param extend whether the extra label is to be in it
	 * @return the labels
	 * @throws SnapshotFormatException if there are none
	 */
	Labels read(boolean extend) throws SnapshotFormatException {
		int[] numbers = new int[this.in.size(1)];
		boolean hasExtra = false;
		for (int i = 0; i < numbers.length; i++) {
			numbers[i] = pair();
			hasExtra = hasExtra || this.extraPairs.get(numbers[i]);
			if (numbers.length > LabelSteps.MAX_STEPS) {
				spend(this.pairs.get(numbers[i]).getName(0).length());
			}
		}
		this.someHadExtra |= extend && hasExtra;
		this.someLackedExtra |= extend && !hasExtra;
		return (extend && !hasExtra) ? this.extended.labels(numbers) : this.plain.labels(numbers);
	}

	private int pair() throws SnapshotFormatException {
		long number = this.in.number();
		if (number != SnapshotOutput.NEW) {
			return this.in.index(number, this.pairs.size());
		}
		String name = this.in.someText();
		spend(name.length());
		Labels pair = Labels.of(name, this.in.someText());
		this.extraPairs.set(this.pairs.size(), this.extra.contains(name));
		this.pairs.add(pair);
		return this.pairs.size() - 1;
	}

	private void spend(int characters) throws SnapshotFormatException {
		this.work += characters;
		if (this.work > (long) MAX_WORK * this.in.length()) {
			throw new SnapshotFormatException("The names of labels are too long for so few bytes");
		}
	}

}
