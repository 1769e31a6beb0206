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
	public Object merge(List<Part> answers) {
		Map<@Nullable Object, @Nullable Object> elements = new LinkedHashMap<>();
		answers.stream()
			.flatMap((part) -> Trees.listAt(part.answer(), this.list).stream())
			.forEach((element) -> elements.putIfAbsent(Trees.map(element).get(this.id), element));
		return Map.of(this.list, List.copyOf(elements.values()));
	}

}
