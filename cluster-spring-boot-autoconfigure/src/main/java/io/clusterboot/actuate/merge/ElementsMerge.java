package io.clusterboot.actuate.merge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Merges a list whose elements have ids, such as {@code sessions}: each id once, as the
 * first worker knows it.
 */
final class ElementsMerge implements Merge {

	private final String list;

	private final String id;

	ElementsMerge(String list, String id) {
		this.list = list;
		this.id = id;
	}

	@Override
	public @Nullable Object merge(List<Part> parts) {
		Map<@Nullable Object, @Nullable Object> elements = new LinkedHashMap<>();
		List<Part> answers = parts.stream().filter((part) -> part.answer() != null).toList();
		answers.stream()
			.flatMap((part) -> Trees.listAt(part.answer(), this.list).stream())
			.forEach((element) -> elements.putIfAbsent(Trees.map(element).get(this.id), element));
		return answers.isEmpty() ? null : Map.of(this.list, List.copyOf(elements.values()));
	}

}
