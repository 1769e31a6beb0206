package io.clusterboot.context;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * How many processors each worker's JVM reckons with: collectors, compilers and pools
 * make as many threads.
 *
 * @param processors number of processors for all workers together
 * @param fixed the number for each, or empty if it is to be divided
 * @param inherited whether each worker sees what there is
 * @param bound whether each worker is to run on a processor of its own
 * @param collector which collector goes with how many processors
 */
record ProcessorPlan(int processors, OptionalInt fixed, boolean inherited, boolean bound, CollectorPlan collector) {

	static final String AUTO = "auto";

	static final String INHERIT = "inherit";

	/**
	 * Return the plan that the properties ask for.
	 * @param cpus value of {@code cluster.jvm.cpus}, which is valid
	 * @param processors number of processors for all workers together
	 * @param bound whether each worker is to run on a processor of its own
	 * @param collector which collector goes with how many processors
	 * @return the plan
	 */
	static ProcessorPlan of(String cpus, int processors, boolean bound, CollectorPlan collector) {
		String value = cpus.trim();
		boolean inherited = value.equalsIgnoreCase(INHERIT);
		boolean divided = value.equalsIgnoreCase(AUTO);
		OptionalInt fixed = (inherited || divided) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
		return new ProcessorPlan(processors, fixed, inherited, bound, collector);
	}

	static boolean isValid(String cpus) {
		String value = cpus.trim();
		return value.equalsIgnoreCase(AUTO) || value.equalsIgnoreCase(INHERIT) || value.matches("[1-9][0-9]{0,3}");
	}

	/**
	 * Return the options that give each worker its part. The user's own stand after them
	 * and win.
	 * @param workers how many workers there are
	 * @param further all options that the worker has and this JVM does not, those in
	 * variables of its environment included
	 * @return options, or none where a worker may as well see all
	 */
	List<String> options(int workers, Collection<String> further) {
		List<String> options = new ArrayList<>(this.collector.options(part(workers), further));
		if (!isInherited(workers)) {
			options.add("-XX:ActiveProcessorCount=" + part(workers));
		}
		return options;
	}

	private int part(int workers) {
		// Rounded up: what one worker leaves idle, another one takes.
		return isInherited(workers) ? this.processors : this.fixed.orElse((this.processors + workers - 1) / workers);
	}

	private boolean isInherited(int workers) {
		return this.inherited || (this.fixed.isEmpty() && workers == 1);
	}

}
