package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.List;

import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

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

	private final List<LabelSet> sets = new ArrayList<>();

	private final SnapshotInput in;

	private final Labels extra;

	private final LabelSteps plain;

	private final LabelSteps extended;

	private long work;

	LabelSets(SnapshotInput in, Labels extra) {
		this.in = in;
		this.extra = extra;
		this.plain = new LabelSteps(this.pairs, Labels.EMPTY);
		this.extended = new LabelSteps(this.pairs, extra);
	}

	Labels read(boolean extend) throws SnapshotFormatException {
		LabelSet set = set();
		return (extend && set.lacksExtra) ? set.extended() : set.plain();
	}

	private LabelSet set() throws SnapshotFormatException {
		long number = this.in.number();
		if (number != SnapshotOutput.NEW) {
			return this.sets.get(this.in.index(number, this.sets.size()));
		}
		int[] numbers = new int[this.in.size(1)];
		boolean lacksExtra = this.extra.size() > 0;
		for (int i = 0; i < numbers.length; i++) {
			numbers[i] = pair();
			Labels pair = this.pairs.get(numbers[i]);
			lacksExtra = lacksExtra && !pair.getPrometheusName(0).equals(this.extra.getPrometheusName(0));
			if (numbers.length > LabelSteps.MAX_STEPS) {
				spend(pair.getName(0).length());
			}
		}
		LabelSet set = new LabelSet(numbers, lacksExtra);
		this.sets.add(set);
		return set;
	}

	private int pair() throws SnapshotFormatException {
		long number = this.in.number();
		if (number != SnapshotOutput.NEW) {
			return this.in.index(number, this.pairs.size());
		}
		String name = this.in.someText();
		spend(name.length());
		this.pairs.add(Labels.of(name, this.in.someText()));
		return this.pairs.size() - 1;
	}

	private void spend(int characters) throws SnapshotFormatException {
		this.work += characters;
		if (this.work > (long) MAX_WORK * this.in.length()) {
			throw new SnapshotFormatException("The names of labels are too long for so few bytes");
		}
	}

	/**
	 * One set, put together when it is needed.
	 */
	private final class LabelSet {

		private final int[] numbers;

		private final boolean lacksExtra;

		private @Nullable Labels plain;

		private @Nullable Labels extended;

		LabelSet(int[] numbers, boolean lacksExtra) {
			this.numbers = numbers;
			this.lacksExtra = lacksExtra;
		}

		Labels plain() {
			Labels labels = this.plain;
			if (labels == null) {
				labels = LabelSets.this.plain.labels(this.numbers);
				this.plain = labels;
			}
			return labels;
		}

		Labels extended() {
			Labels labels = this.extended;
			if (labels == null) {
				labels = LabelSets.this.extended.labels(this.numbers);
				this.extended = labels;
			}
			return labels;
		}

	}

}
