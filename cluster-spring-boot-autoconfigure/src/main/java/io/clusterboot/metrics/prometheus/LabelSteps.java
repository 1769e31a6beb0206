package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.prometheus.metrics.model.snapshots.Labels;

/**
 * Puts sets of labels together, from where the last one began in the same way.
 */
final class LabelSteps {

	/**
	 * Longer sets are made at once: putting them together takes the square of the length.
	 */
	static final int MAX_STEPS = 32;

	private final Labels[] steps = new Labels[MAX_STEPS];

	private final List<LabelPool.Pair> pairs;

	private final Labels start;

	private int[] last = new int[0];

	LabelSteps(List<LabelPool.Pair> pairs, Labels start) {
		this.pairs = pairs;
		this.start = start;
	}

	Labels labels(int[] numbers) {
		return (numbers.length > MAX_STEPS) ? atOnce(numbers) : inSteps(numbers);
	}

	private Labels inSteps(int[] numbers) {
		int different = Arrays.mismatch(this.last, numbers);
		int done = (different < 0) ? numbers.length : different;
		this.last = numbers;
		Labels labels = (done > 0) ? this.steps[done - 1] : this.start;
		for (int i = done; i < numbers.length; i++) {
			labels = labels.merge(this.pairs.get(numbers[i]).labels());
			this.steps[i] = labels;
		}
		return labels;
	}

	private Labels atOnce(int[] numbers) {
		List<String> names = new ArrayList<>(numbers.length);
		List<String> values = new ArrayList<>(numbers.length);
		for (int number : numbers) {
			names.add(this.pairs.get(number).name());
			values.add(this.pairs.get(number).value());
		}
		return Labels.of(names, values).merge(this.start);
	}

}
