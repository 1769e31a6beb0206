package io.clusterboot.actuate.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Merges {@code scheduledtasks}: each task once, as the worker knows it that has run it
 * last. Usually that is the leader, the only one that runs them.
 */
final class ScheduledTasksMerge implements Merge {

	private static final List<String> OUTCOMES = List.of("lastExecution", "nextExecution");

	@Override
	public Object merge(List<Part> answers) {
		Map<String, Map<Object, Map<String, @Nullable Object>>> kinds = new LinkedHashMap<>();
		answers.forEach((part) -> Trees.map(part.answer())
			.forEach((kind, tasks) -> Trees.list(tasks)
				.forEach((task) -> add(kinds.computeIfAbsent(kind, (key) -> new LinkedHashMap<>()), Trees.map(task)))));
		Map<String, Object> merged = new LinkedHashMap<>();
		answers.forEach((part) -> Trees.map(part.answer()).keySet().forEach((kind) -> merged.put(kind, List.of())));
		kinds.forEach((kind, tasks) -> merged.put(kind, new ArrayList<>(tasks.values())));
		return merged;
	}

	private static void add(Map<Object, Map<String, @Nullable Object>> tasks, Map<String, @Nullable Object> task) {
		Map<String, @Nullable Object> identity = new LinkedHashMap<>(task);
		identity.keySet().removeAll(OUTCOMES);
		Map<String, @Nullable Object> known = tasks.get(identity);
		if (known == null || lastRun(task).compareTo(lastRun(known)) > 0) {
			tasks.put(identity, task);
		}
	}

	private static String lastRun(Map<String, @Nullable Object> task) {
		return Trees.text(Trees.mapAt(task, "lastExecution").get("time"));
	}

}
