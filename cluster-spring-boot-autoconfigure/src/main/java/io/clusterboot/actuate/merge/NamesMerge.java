package io.clusterboot.actuate.merge;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Merges the names in {@code metrics}: all of them in alphabetical order.
 */
final class NamesMerge implements Merge {

	@Override
	public @Nullable Object merge(List<Part> parts) {
		List<Part> answers = parts.stream().filter((part) -> part.answer() != null).toList();
		return answers.isEmpty() ? null
				: Map.of("names",
						answers.stream()
							.flatMap((part) -> Trees.listAt(part.answer(), "names").stream())
							.map(Trees::text)
							.distinct()
							.sorted()
							.toList());
	}

}
