package io.clusterboot.actuate.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Merges {@code env}, all of it or one property: a property source has what all workers
 * agree about, and after it comes one per worker with what they do not agree about.
 */
final class EnvironmentMerge implements Merge {

	private static final String SOURCES = "propertySources";

	private static final String NAME = "name";

	@Override
	public Object merge(List<Part> answers) {
		Map<String, @Nullable Object> merged = Trees.map(answers.get(0).answer());
		merged.put(SOURCES, sources(answers));
		return merged;
	}

	private static List<Object> sources(List<Part> parts) {
		Set<String> names = new LinkedHashSet<>();
		parts.forEach((part) -> Trees.listAt(part.answer(), SOURCES)
			.forEach((source) -> names.add(Trees.text(Trees.map(source).get(NAME)))));
		List<Object> sources = new ArrayList<>();
		names.forEach((name) -> add(name, parts, sources));
		return sources;
	}

	private static void add(String name, List<Part> parts, List<Object> sources) {
		Map<Integer, Map<String, @Nullable Object>> found = new LinkedHashMap<>();
		parts.forEach((part) -> find(name, part).ifPresent((source) -> found.put(part.ordinal(), source)));
		Map<String, @Nullable Object> first = found.values().iterator().next();
		if (found.size() == parts.size() && found.values().stream().distinct().count() == 1) {
			sources.add(first);
		}
		else if (first.containsKey("properties")) {
			sources.addAll(split(name, found, parts.size()));
		}
		else {
			found.forEach((ordinal, source) -> sources.add(named(name, ordinal, source)));
		}
	}

	private static Optional<Map<String, @Nullable Object>> find(String name, Part part) {
		return Trees.listAt(part.answer(), SOURCES)
			.stream()
			.map(Trees::map)
			.filter((source) -> name.equals(source.get(NAME)))
			.findFirst();
	}

	private static List<Object> split(String name, Map<Integer, Map<String, @Nullable Object>> found, int workers) {
		Map<String, @Nullable Object> common = new LinkedHashMap<>();
		if (found.size() == workers) {
			Map<String, @Nullable Object> first = Trees.mapAt(found.values().iterator().next(), "properties");
			first.forEach((key, value) -> {
				if (isCommon(found, key, value)) {
					common.put(key, value);
				}
			});
		}
		List<Object> sources = new ArrayList<>();
		Map<String, Object> shared = new LinkedHashMap<>();
		shared.put(NAME, name);
		shared.put("properties", common);
		sources.add(shared);
		found.forEach((ordinal, source) -> {
			Map<String, @Nullable Object> own = Trees.mapAt(source, "properties");
			own.keySet().removeAll(common.keySet());
			sources.add(named(name, ordinal, Map.of("properties", own)));
		});
		return sources;
	}

	private static boolean isCommon(Map<Integer, Map<String, @Nullable Object>> found, String key,
			@Nullable Object value) {
		for (Map<String, @Nullable Object> source : found.values()) {
			if (!isSame(source, key, value)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isSame(Map<String, @Nullable Object> source, String key, @Nullable Object value) {
		return Objects.equals(Trees.mapAt(source, "properties").get(key), value);
	}

	private static Object named(String name, int ordinal, Map<String, ? extends @Nullable Object> source) {
		Map<String, @Nullable Object> named = new LinkedHashMap<>();
		named.put(NAME, name + " (worker " + ordinal + ")");
		source.forEach(named::putIfAbsent);
		return named;
	}

}
