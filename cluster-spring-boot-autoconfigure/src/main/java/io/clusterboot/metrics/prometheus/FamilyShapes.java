package io.clusterboot.metrics.prometheus;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Decides which families there are. The first that is announced has its name; what would
 * make an exposition with two families of one name is left out.
 */
final class FamilyShapes {

	private final Map<String, FamilyShape<?>> shapes = new HashMap<>();

	private final Map<Family.Key, FamilyShape<?>> kept = new HashMap<>();

	private final Set<String> taken = new HashSet<>();

	private final Predicate<String> shared;

	private final Consumer<String> leftOut;

	/**
	 * Create a new {@link FamilyShapes} instance.
	 * @param shared tells the families of which each worker tells the same
	 * @param leftOut is told the name of a family that is left out
	 */
	FamilyShapes(Predicate<String> shared, Consumer<String> leftOut) {
		this.shared = shared;
		this.leftOut = leftOut;
	}

	void reserve(String name) {
		this.taken.add(name);
	}

	void announce(ScrapeSource source) {
		for (Family<?> family : source.families()) {
			if (!family.points().isEmpty() && !this.shapes.containsKey(family.name())) {
				announce(family.name(), shape(family), source);
			}
		}
	}

	private void announce(String name, FamilyShape<?> shape, ScrapeSource source) {
		if (!shape.takes(source)) {
			return;
		}
		Collection<String> names = shape.kind().names(shape.metadata());
		if (names.stream().anyMatch(this.taken::contains)) {
			this.leftOut.accept(name);
			return;
		}
		this.taken.addAll(names);
		this.shapes.put(name, shape);
	}

	private <P extends DataPointSnapshot> FamilyShape<P> shape(Family<P> family) {
		return new FamilyShape<>(family.kind(), family.metadata(), this.shared.test(family.name()), family.momentary());
	}

	/**
	 * Take what accumulates, whatever its name and even if another has it: in the next
	 * release it may be this one's again.
	 * @param source a source
	 */
	void keep(ScrapeSource source) {
		for (Family<?> family : source.families()) {
			FamilyShape<?> shape = shape(family);
			if (shape.takes(source)) {
				this.kept.merge(family.key(), shape,
						(newer, older) -> (older.kind().isFinerThan(newer.kind())) ? older : newer);
			}
		}
	}

	/**
	 * Return the shape of a family.
	 * @param family the family in one of the sources
	 * @return the shape, or {@code null} if it is left out
	 */
	@Nullable FamilyShape<?> find(Family<?> family) {
		FamilyShape<?> shape = this.shapes.get(family.name());
		return (shape != null) ? shape : this.kept.get(family.key());
	}

}
