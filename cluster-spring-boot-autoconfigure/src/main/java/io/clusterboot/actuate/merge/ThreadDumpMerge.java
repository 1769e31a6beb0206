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
 * begin with the worker, and ids are apart by a distance that no JVM gets to.
 */
final class ThreadDumpMerge implements Merge {

	static final long ID_DISTANCE = 1_000_000_000L;

	@Override
	public @Nullable Object merge(List<Part> parts) {
		List<Part> answers = parts.stream().filter((part) -> part.answer() != null).toList();
		if (answers.isEmpty()) {
			return null;
		}
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
			.map((thread) -> named(part.ordinal(), Trees.map(thread)))
			.forEach(threads::add));
		return Map.of("threads", threads);
	}

	private static Map<String, @Nullable Object> named(int ordinal, Map<String, @Nullable Object> thread) {
		thread.computeIfPresent("threadName", (key, name) -> name(ordinal, name));
		thread.computeIfPresent("lockOwnerName", (key, name) -> name(ordinal, name));
		Stream.of("threadId", "lockOwnerId")
			.filter((key) -> thread.get(key) instanceof Number)
			.forEach((key) -> thread.computeIfPresent(key, (same, id) -> id(ordinal, (Number) id)));
		return thread;
	}

	private static String name(int ordinal, Object name) {
		return "worker-" + ordinal + "/" + Objects.toString(name);
	}

	private static long id(int ordinal, Number id) {
		// -1 stands for no thread.
		return (id.longValue() < 0) ? id.longValue() : ordinal * ID_DISTANCE + id.longValue();
	}

}
