package io.clusterboot.actuate.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Merges {@code startup}: one timeline with the steps of all workers, each tagged with
 * its worker.
 */
final class StartupMerge implements Merge {

	@Override
	public Object merge(List<Part> answers) {
		Map<String, @Nullable Object> merged = Trees.map(answers.get(0).answer());
		Map<String, @Nullable Object> timeline = Trees.mapAt(merged, "timeline");
		timeline.put("startTime",
				answers.stream()
					.map((part) -> Trees.text(Trees.mapAt(part.answer(), "timeline").get("startTime")))
					.min(String::compareTo)
					.orElse(""));
		timeline.put("events", answers.stream().flatMap(StartupMerge::events).toList());
		merged.put("timeline", timeline);
		return merged;
	}

	private static Stream<Object> events(Part part) {
		return Trees.listAt(Trees.mapAt(part.answer(), "timeline"), "events")
			.stream()
			.map((event) -> tagged(part, Trees.map(event)));
	}

	private static Object tagged(Part part, Map<String, @Nullable Object> event) {
		Map<String, @Nullable Object> step = Trees.mapAt(event, "startupStep");
		Stream.of("id", "parentId").forEach((key) -> step.computeIfPresent(key, (same, id) -> part.apart(id)));
		List<@Nullable Object> tags = new ArrayList<>(Trees.listAt(step, "tags"));
		Map<String, Object> tag = new LinkedHashMap<>();
		tag.put("key", "worker");
		tag.put("value", String.valueOf(part.ordinal()));
		tags.add(tag);
		step.put("tags", tags);
		event.put("startupStep", step);
		return event;
	}

}
