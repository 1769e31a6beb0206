package io.clusterboot.actuate.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that has been read into maps and lists. What is not of the expected kind
 * counts as absent: it comes from a worker of another version.
 */
final class Trees {

	/**
	 * What tells one element of a list from another where it is not the whole element.
	 */
	private static final List<String> IDENTITIES = List.of("predicate", "className");

	private Trees() {
	}

	static Map<String, @Nullable Object> map(@Nullable Object tree) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		if (tree instanceof Map<?, ?> map) {
			map.forEach((key, value) -> copy.put(String.valueOf(key), value));
		}
		return copy;
	}

	static List<@Nullable Object> list(@Nullable Object tree) {
		return (tree instanceof List<?> list) ? new ArrayList<>(list) : new ArrayList<>();
	}

	static Map<String, @Nullable Object> mapAt(@Nullable Object tree, String key) {
		return map(map(tree).get(key));
	}

	static List<@Nullable Object> listAt(@Nullable Object tree, String key) {
		return list(map(tree).get(key));
	}

	static double number(@Nullable Object tree) {
		if (tree instanceof Number number) {
			return number.doubleValue();
		}
		// What is no number in JSON, NaN or an infinity, is written as text.
		return switch (String.valueOf(tree)) {
			case "Infinity" -> Double.POSITIVE_INFINITY;
			case "-Infinity" -> Double.NEGATIVE_INFINITY;
			default -> Double.NaN;
		};
	}

	static String text(@Nullable Object tree) {
		return (tree != null) ? String.valueOf(tree) : "";
	}

	/**
	 * Unite two trees.
	 * @param first the tree that counts where the two disagree
	 * @param second the other tree
	 * @return the union
	 */
	static Object union(Object first, Object second) {
		if (first instanceof Map && second instanceof Map) {
			return union(map(first), map(second));
		}
		return (first instanceof List && second instanceof List) ? union(list(first), list(second)) : first;
	}

	private static Map<String, @Nullable Object> union(Map<String, @Nullable Object> first,
			Map<String, @Nullable Object> second) {
		second.forEach((key, value) -> {
			Object known = first.get(key);
			first.put(key, (known != null && value != null) ? union(known, value) : either(known, value));
		});
		return first;
	}

	private static @Nullable Object either(@Nullable Object known, @Nullable Object value) {
		return (known != null) ? known : value;
	}

	private static List<@Nullable Object> union(List<@Nullable Object> first, List<@Nullable Object> second) {
		Set<@Nullable Object> known = new LinkedHashSet<>();
		first.forEach((element) -> known.add(identity(element)));
		second.stream().filter((element) -> known.add(identity(element))).forEach(first::add);
		return first;
	}

	private static @Nullable Object identity(@Nullable Object element) {
		Map<String, @Nullable Object> map = map(element);
		return IDENTITIES.stream().map(map::get).filter(Objects::nonNull).findFirst().orElse(element);
	}

}
