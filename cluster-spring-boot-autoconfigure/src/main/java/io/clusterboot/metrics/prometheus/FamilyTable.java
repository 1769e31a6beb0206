package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The families of several sources.
 */
final class FamilyTable {

	private final Map<FamilyShape<?>, FamilySeries<?>> families = new LinkedHashMap<>();

	private final FamilyShapes shapes;

	private final Consumer<String> leftOut;

	FamilyTable(FamilyShapes shapes, Consumer<String> leftOut) {
		this.shapes = shapes;
		this.leftOut = leftOut;
	}

	void addCounts(ScrapeSource source) {
		add(source, true);
	}

	void addStates(ScrapeSource source) {
		add(source, false);
	}

	private void add(ScrapeSource source, boolean accumulating) {
		for (Family<?> family : source.families()) {
			FamilyShape<?> shape = this.shapes.find(family);
			if (shape != null && shape.momentary() == family.momentary() && shape.accumulates() == accumulating
					&& shape.takes(source)) {
				this.families.computeIfAbsent(shape, FamilySeries::new).add(family, source);
			}
		}
	}

	/**
	 * Return the families in some form.
	 * @param form makes it
	 * @param <T> the type of the form
	 * @return each family of which it can be made
	 */
	<T> List<T> families(Function<FamilySeries<?>, T> form) {
		List<T> all = new ArrayList<>(this.families.size());
		this.families.forEach((shape, family) -> {
			try {
				all.add(form.apply(family));
			}
			catch (IllegalArgumentException ex) {
				// A set of states may have the very name of the label.
				this.leftOut.accept(shape.metadata().getPrometheusName());
			}
		});
		return all;
	}

}
