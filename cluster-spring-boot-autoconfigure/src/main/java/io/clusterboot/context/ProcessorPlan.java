package io.clusterboot.context;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How many processors each worker's JVM reckons with: collectors, compilers and pools
 * make as many threads.
 *
 * @param processors number of processors for all workers together
 * @param fixed the number for each, or empty if it is to be divided
 * @param inherited whether each worker sees what there is
 * @param bound whether each worker is to run on a processor of its own
 * @param own the number that the options of this JVM name, which are the workers', too
 * @param collector which collector goes with how many processors
 * @param compilers how a worker compiles
 */
record ProcessorPlan(int processors, OptionalInt fixed, boolean inherited, boolean bound, OptionalInt own,
		CollectorPlan collector, CompilerPlan compilers) {

	static final String AUTO = "auto";

	static final String INHERIT = "inherit";

	private static final Pattern RECKONED = Pattern.compile("-XX:ActiveProcessorCount=([0-9]{1,9})");

	/**
	 * Return the plan that the properties ask for.
	 * @param cpus value of {@code cluster.jvm.cpus}, which is valid
	 * @param processors number of processors for all workers together
	 * @param bound whether each worker is to run on a processor of its own
	 * @param own the number that the options of this JVM name
	 * @param collector which collector goes with how many processors
	 * @param compilers how a worker compiles
	 * @return the plan
	 */
	static ProcessorPlan of(String cpus, int processors, boolean bound, OptionalInt own, CollectorPlan collector,
			CompilerPlan compilers) {
		String value = cpus.trim();
		boolean inherited = value.equalsIgnoreCase(INHERIT);
		boolean divided = value.equalsIgnoreCase(AUTO);
		OptionalInt fixed = (inherited || divided) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
		return new ProcessorPlan(processors, fixed, inherited, bound, own, collector, compilers);
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
		int reckoned = reckoned(workers, further);
		List<String> options = new ArrayList<>(this.collector.options(reckoned, further));
		options.addAll(this.compilers.options(reckoned, further));
		if (!isInherited(workers)) {
			options.add("-XX:ActiveProcessorCount=" + part(workers));
		}
		return options;
	}

	/**
	 * Return whether the heap of a worker grows by what there is to do.
	 * @param workers how many workers there are
	 * @param further all options that the worker has and this JVM does not
	 * @return {@code false} if it has a collector that does not care, or may have
	 */
	boolean isAdaptive(int workers, Collection<String> further) {
		return this.collector.isAdaptive(reckoned(workers, further), further);
	}

	private int reckoned(int workers, Collection<String> further) {
		return further.stream()
			.flatMap((option) -> RECKONED.matcher(option).results())
			.map((count) -> Integer.valueOf(count.group(1)))
			.reduce((first, second) -> second)
			.orElseGet(() -> this.own.orElse(part(workers)));
	}

	private int part(int workers) {
		// Rounded up: what one worker leaves idle, another one takes.
		return isInherited(workers) ? this.processors : this.fixed.orElse((this.processors + workers - 1) / workers);
	}

	private boolean isInherited(int workers) {
		return this.inherited || (this.fixed.isEmpty() && workers == 1);
	}

}
