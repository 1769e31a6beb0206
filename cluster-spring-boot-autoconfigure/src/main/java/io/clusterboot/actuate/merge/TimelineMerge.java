package io.clusterboot.actuate.merge;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Merges lists of what happened at some time: all of it in the order of time.
 */
final class TimelineMerge implements Merge {

	private final String list;

	private final Comparator<@Nullable Object> order;

	private TimelineMerge(String list, Comparator<@Nullable Object> order) {
		this.list = list;
		this.order = order;
	}

	/**
	 * Return a merge that has the newest first.
	 * @param list what the list is called
	 * @return the merge
	 */
	static TimelineMerge newestFirst(String list) {
		return new TimelineMerge(list, Comparator.<@Nullable Object, Instant>comparing(TimelineMerge::time).reversed());
	}

	/**
	 * Return a merge that has the oldest first.
	 * @param list what the list is called
	 * @return the merge
	 */
	static TimelineMerge oldestFirst(String list) {
		return new TimelineMerge(list, Comparator.comparing(TimelineMerge::time));
	}

	@Override
	public Object merge(List<Part> answers) {
		Map<String, @Nullable Object> merged = new LinkedHashMap<>();
		merged.put(this.list,
				answers.stream()
					.flatMap((part) -> Trees.listAt(part.answer(), this.list).stream())
					.sorted(this.order)
					.toList());
		return merged;
	}

	private static Instant time(@Nullable Object element) {
		try {
			return Instant.parse(Trees.text(Trees.map(element).get("timestamp")));
		}
		catch (DateTimeParseException ex) {
			return Instant.EPOCH;
		}
	}

}
