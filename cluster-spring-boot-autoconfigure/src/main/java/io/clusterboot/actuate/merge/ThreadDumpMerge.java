package io.clusterboot.actuate.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Merges {@code threaddump}: the threads of all workers, each told by its worker. Names
 * begin with the worker.
 */
final class ThreadDumpMerge implements Merge {

	@Override
	public Object merge(List<Part> answers) {
		return (answers.get(0).answer() instanceof String) ? texts(answers) : threads(answers);
	}

	private static String texts(List<Part> parts) {
		return parts.stream()
			.map((part) -> "=== Worker " + part.ordinal() + System.lineSeparator() + part.answer())
			.collect(Collectors.joining(System.lineSeparator()));
	}

	private static Map<String, Object> threads(List<Part> parts) {
		List<Object> threads = new ArrayList<>();
		parts.forEach((part) -> Trees.listAt(part.answer(), "threads")
			.stream()
			.map((thread) -> named(part, Trees.map(thread)))
			.forEach(threads::add));
		return Map.of("threads", threads);
	}

	private static Map<String, @Nullable Object> named(Part part, Map<String, @Nullable Object> thread) {
		thread.computeIfPresent("threadName", (key, name) -> name(part, name));
		thread.computeIfPresent("lockOwnerName", (key, name) -> name(part, name));
		Stream.of("threadId", "lockOwnerId")
			.forEach((key) -> thread.computeIfPresent(key, (same, id) -> part.apart(id)));
		return thread;
	}

	private static String name(Part part, Object name) {
		return "worker-" + part.ordinal() + "/" + Objects.toString(name);
	}

}
