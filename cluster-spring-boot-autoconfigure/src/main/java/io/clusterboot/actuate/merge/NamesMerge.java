package io.clusterboot.actuate.merge;

import java.util.List;
import java.util.Map;

/**
 * Merges the names in {@code metrics}: all of them in alphabetical order.
 */
final class NamesMerge implements Merge {

	@Override
	public Object merge(List<Part> answers) {
		return Map.of("names",
				answers.stream()
					.flatMap((part) -> Trees.listAt(part.answer(), "names").stream())
					.map(Trees::text)
					.distinct()
					.sorted()
					.toList());
	}

}
