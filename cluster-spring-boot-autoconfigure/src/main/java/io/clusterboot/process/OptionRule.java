package io.clusterboot.process;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a JVM option in a worker.
 */
@FunctionalInterface
interface OptionRule {

	/**
	 * Return the option as the worker gets it.
	 * @param option the option of the primary
	 * @return the option, the same where the rule does not concern it, or {@code null}
	 * where the worker goes without
	 * @throws IOException if a file cannot be read or written
	 */
	@Nullable String apply(String option) throws IOException;

}
