package io.clusterboot.context;

import java.util.List;
import java.util.OptionalInt;

/**
 * How many processors each worker's JVM reckons with: collectors, compilers and pools
 * make as many threads.
 *
 * @param processors number of processors for all workers together
 * @param fixed the number for each, or empty if it is to be divided
 * @param inherited whether each worker sees what there is
 */
record ProcessorPlan(int processors, OptionalInt fixed, boolean inherited) {

	static final String AUTO = "auto";

	static final String INHERIT = "inherit";

	/**
	 * Return the plan that the properties ask for.
	 * @param cpus value of {@code cluster.jvm.cpus}, which is valid
	 * @param processors number of processors for all workers together
	 * @return the plan
	 */
	static ProcessorPlan of(String cpus, int processors) {
		String value = cpus.trim();
		boolean inherited = value.equalsIgnoreCase(INHERIT);
		boolean divided = value.equalsIgnoreCase(AUTO);
		OptionalInt fixed = (inherited || divided) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
		return new ProcessorPlan(processors, fixed, inherited);
	}

	static boolean isValid(String cpus) {
		String value = cpus.trim();
		return value.equalsIgnoreCase(AUTO) || value.equalsIgnoreCase(INHERIT) || value.matches("[1-9][0-9]{0,3}");
	}

	/**
	 * Return the options that give each worker its part. The user's own stand after them
	 * and win.
	 * @param workers how many workers there are
	 * @return options, or none where a worker may as well see all
	 */
	List<String> options(int workers) {
		if (this.inherited || (this.fixed.isEmpty() && workers == 1)) {
			return List.of();
		}
		// Rounded up: what one worker leaves idle, another one takes.
		int part = this.fixed.orElse((this.processors + workers - 1) / workers);
		return List.of("-XX:ActiveProcessorCount=" + part);
	}

}
