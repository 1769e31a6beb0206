package io.clusterboot.actuate.merge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Merges {@code info}: what all workers say is said once; where they differ the first
 * worker's stands in its place and each worker's under {@code workers}.
 */
final class InfoMerge implements Merge {

	private static final String WORKERS = "workers";

	@Override
	public Object merge(List<Part> answers) {
		Map<Integer, Map<String, @Nullable Object>> infos = infos(answers);
		Map<String, @Nullable Object> merged = new LinkedHashMap<>();
		infos.values().forEach((info) -> info.forEach(merged::putIfAbsent));
		Set<String> different = merged.keySet()
			.stream()
			.filter((key) -> infos.values().stream().map((info) -> info.get(key)).distinct().count() > 1)
			.collect(Collectors.toSet());
		if (!different.isEmpty() && !merged.containsKey(WORKERS)) {
			merged.put(WORKERS, workers(infos, different));
		}
		return merged;
	}

	private static Map<Integer, Map<String, @Nullable Object>> infos(List<Part> answers) {
		Map<Integer, Map<String, @Nullable Object>> infos = new TreeMap<>();
		answers.forEach((part) -> infos.put(part.ordinal(), Trees.map(part.answer())));
		return infos;
	}

	private static Map<String, Object> workers(Map<Integer, Map<String, @Nullable Object>> infos, Set<String> keys) {
		Map<String, Object> workers = new LinkedHashMap<>();
		infos.forEach((ordinal, info) -> {
			Map<String, @Nullable Object> own = new LinkedHashMap<>(info);
			own.keySet().retainAll(keys);
			own.values().removeIf(Objects::isNull);
			workers.put(String.valueOf(ordinal), own);
		});
		return workers;
	}

}
