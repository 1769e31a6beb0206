package io.clusterboot.actuate.merge;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Makes one answer of those of several workers, in the shape that a single application
 * would answer in.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Merge {

	/**
	 * Merge what the workers answered.
	 * @param parts the parts by ordinal
	 * @return the answer, or {@code null} if none of them has one
	 */
	@Nullable Object merge(List<Part> parts);

	/**
	 * Return a merge that takes the first answer there is, for what all workers agree
	 * about.
	 * @return the merge
	 */
	static Merge first() {
		return (parts) -> parts.stream().map(Part::answer).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Return a merge that has everything that any worker knows: maps are united, lists
	 * have each element once, and of two values for the same the first worker's counts.
	 * @return the merge
	 */
	static Merge union() {
		return (parts) -> parts.stream().map(Part::answer).filter(Objects::nonNull).reduce(Trees::union).orElse(null);
	}

}
