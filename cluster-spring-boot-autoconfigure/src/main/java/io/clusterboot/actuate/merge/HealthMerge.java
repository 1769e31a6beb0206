package io.clusterboot.actuate.merge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Merges {@code health}: each component is made of the workers', named by their ordinals,
 * and every status is the aggregate of those below it.
 *
 * @since 0.1.0
 */
public final class HealthMerge {

	private static final String STATUS = "status";

	private static final String COMPONENTS = "components";

	private static final String DETAILS = "details";

	/**
	 * The component that is the same in every worker: what the primary says.
	 */
	private static final String CLUSTER = "cluster";

	private static final String UNKNOWN = "UNKNOWN";

	private final Function<List<String>, String> aggregator;

	private final boolean whole;

	private final String components;

	/**
	 * Create a new {@link HealthMerge} instance.
	 * @param aggregator gives the status that stands for several
	 * @param whole whether it is the health of all components that is merged, and not of
	 * one of them
	 * @param namesComponents whether what is below a component stands under
	 * {@code components}, as it does in the latest version of the API; in the one before
	 * it stands under {@code details}
	 */
	public HealthMerge(Function<List<String>, String> aggregator, boolean whole, boolean namesComponents) {
		this.aggregator = aggregator;
		this.whole = whole;
		this.components = namesComponents ? COMPONENTS : DETAILS;
	}

	/**
	 * Merge the workers' health.
	 * @param parts the parts by ordinal
	 * @return the health, or {@code null} if no worker has one
	 */
	public @Nullable Map<String, @Nullable Object> merge(List<Part> parts) {
		Map<String, @Nullable Object> first = parts.stream()
			.map(Part::answer)
			.filter(Objects::nonNull)
			.map(Trees::map)
			.findFirst()
			.orElse(null);
		if (first == null) {
			return null;
		}
		if (!this.whole) {
			return component(parts, first);
		}
		return first.containsKey(this.components) ? components(first, parts) : status(first, parts);
	}

	private Map<String, @Nullable Object> status(Map<String, @Nullable Object> first, List<Part> parts) {
		Map<String, @Nullable Object> merged = new LinkedHashMap<>(first);
		merged.put(STATUS, aggregate(parts.stream().map(Part::answer).filter(Objects::nonNull).toList()));
		return merged;
	}

	private Map<String, @Nullable Object> components(Map<String, @Nullable Object> first, List<Part> parts) {
		Set<String> names = new TreeSet<>();
		parts.forEach((part) -> names.addAll(Trees.mapAt(part.answer(), this.components).keySet()));
		Map<String, @Nullable Object> components = new LinkedHashMap<>();
		names.forEach((name) -> components.put(name, component(name, parts)));
		Map<String, @Nullable Object> merged = new LinkedHashMap<>(first);
		merged.put(STATUS, aggregate(components.values().stream().toList()));
		merged.put(this.components, components);
		return merged;
	}

	private Map<String, @Nullable Object> component(String name, List<Part> parts) {
		List<Part> own = parts.stream()
			.map((part) -> new Part(part.ordinal(), Trees.mapAt(part.answer(), this.components).get(name),
					part.problem()))
			.filter((part) -> part.answer() != null || part.problem() != null)
			.toList();
		Map<String, @Nullable Object> first = own.stream()
			.filter((part) -> part.answer() != null)
			.findFirst()
			.map((part) -> Trees.map(part.answer()))
			.orElseThrow();
		return name.equals(CLUSTER) ? first : component(own, first);
	}

	private Map<String, @Nullable Object> component(List<Part> parts, Map<String, @Nullable Object> first) {
		Map<String, @Nullable Object> merged = new LinkedHashMap<>();
		Map<String, @Nullable Object> workers = new LinkedHashMap<>();
		boolean detailed = first.containsKey(DETAILS) || first.containsKey(this.components);
		parts.stream()
			.filter((part) -> part.answer() != null || part.problem() != null)
			.forEach((part) -> workers.put(String.valueOf(part.ordinal()), worker(part, detailed)));
		merged.put(STATUS, aggregate(workers.values().stream().toList()));
		merged.put(this.components, workers);
		return merged;
	}

	private static Map<String, @Nullable Object> worker(Part part, boolean detailed) {
		if (part.answer() != null) {
			return Trees.map(part.answer());
		}
		Map<String, @Nullable Object> silent = new LinkedHashMap<>();
		silent.put(STATUS, UNKNOWN);
		if (detailed) {
			silent.put(DETAILS, Map.of("error", String.valueOf(part.problem())));
		}
		return silent;
	}

	private String aggregate(List<? extends @Nullable Object> healths) {
		return this.aggregator
			.apply(healths.stream().map((health) -> Trees.text(Trees.map(health).get(STATUS))).toList());
	}

}
