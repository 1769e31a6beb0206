package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.prometheus.metrics.model.snapshots.Labels;

/**
 * Numbers the labels of an output. The labels themselves stay from one output to the
 * next, in which most are the same and stand where they stood: to look for them is what
 * takes longest of writing. Not for several threads.
 */
final class LabelNumbers {

	/**
	 * How many labels may stay for each that the last output had: series may come and go.
	 */
	private static final int MAX_PER_LABEL = 3;

	private final Map<String, Map<String, Label>> labels = new HashMap<>();

	private List<Label[]> formerSeries = List.of();

	private List<Label[]> series = new ArrayList<>();

	private Label[] last = new Label[0];

	private int size;

	private int count;

	private int output;

	/**
	 * Begin another output, in which no label has a number.
	 */
	void begin() {
		if (this.size > MAX_PER_LABEL * this.count) {
			this.labels.clear();
			this.size = 0;
			this.series = List.of();
		}
		this.formerSeries = this.series;
		this.series = new ArrayList<>(this.formerSeries.size());
		this.last = new Label[0];
		this.count = 0;
		this.output++;
	}

	/**
	 * Return the labels of the next series.
	 * @param set its labels
	 * @return one for each
	 */
	Label[] series(Labels set) {
		int index = this.series.size();
		Label[] former = (index < this.formerSeries.size()) ? this.formerSeries.get(index) : this.last;
		Label[] labels = isOf(former, set) ? former : find(set);
		this.series.add(labels);
		return labels;
	}

	/**
	 * Return labels of what is no series.
	 * @param set the labels
	 * @return one for each
	 */
	Label[] find(Labels set) {
		Label[] labels = new Label[set.size()];
		for (int i = 0; i < labels.length; i++) {
			String name = set.getName(i);
			String value = set.getValue(i);
			// Neighbours share most of their labels.
			labels[i] = (i < this.last.length && this.last[i].is(name, value)) ? this.last[i] : find(name, value);
		}
		this.last = labels;
		return labels;
	}

	private Label find(String name, String value) {
		return this.labels.computeIfAbsent(name, (key) -> new HashMap<>()).computeIfAbsent(value, (key) -> {
			this.size++;
			return new Label(name, value);
		});
	}

	/**
	 * Return the number of a label.
	 * @param label the label
	 * @return the number, or -1 for one that has not stood in this output; it has one
	 * from then on
	 */
	int number(Label label) {
		if (label.output == this.output) {
			return label.number;
		}
		label.output = this.output;
		label.number = this.count++;
		return -1;
	}

	private static boolean isOf(Label[] labels, Labels set) {
		if (labels.length != set.size()) {
			return false;
		}
		for (int i = 0; i < labels.length; i++) {
			if (!labels[i].is(set.getName(i), set.getValue(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * A name and a value. No two are equal.
	 */
	static final class Label {

		private final String name;

		private final String value;

		private int output;

		private int number;

		private Label(String name, String value) {
			this.name = name;
			this.value = value;
		}

		String name() {
			return this.name;
		}

		String value() {
			return this.value;
		}

		private boolean is(String name, String value) {
			return this.value.equals(value) && this.name.equals(name);
		}

	}

}
