package io.clusterboot.context;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which garbage collector workers have. With one processor the JVM chooses the serial
 * one, whose young generation stays as small as it begins, however much is allocated:
 * many short collections, and objects that grow old too early. The parallel collector
 * with one thread pauses for as long and adapts: by default until collecting takes one
 * percent of the time, which ended with a young generation of hundreds of megabytes after
 * a small load. With five percent it stays small until much is allocated.
 *
 * @param named whether options of this JVM name a collector, or may by the time that a
 * worker reads them
 * @param serial whether this JVM has the serial one
 */
record CollectorPlan(boolean named, boolean serial) {

	private static final List<String> PARALLEL = List.of("-XX:+UseParallelGC", "-XX:GCTimeRatio=19");

	private static final String SERIAL = "UseSerialGC";

	/**
	 * Flags that name a collector, and those that were set for one.
	 */
	private static final List<String> FLAGS = List.of(SERIAL, "UseParallelGC", "UseG1GC", "UseZGC", "UseShenandoahGC",
			"UseEpsilonGC", "MaxGCPauseMillis", "ParallelGCThreads", "GCTimeRatio");

	/**
	 * An option that names a collector or is for one, or a file that may hold one, alone
	 * or in a variable.
	 */
	private static final Pattern NAMING = JvmFlags
		.naming("-XX:(?:[+-]Use(?!\\w*System)\\w*GC(?!\\w)|MaxGCPauseMillis=|ParallelGCThreads=|GCTimeRatio=|[+-]?G1)");

	private static final Pattern NAMING_SERIAL = Pattern.compile("-XX:\\+UseSerialGC(?!\\w)");

	/**
	 * Return what goes for the workers of this JVM.
	 * @param command the command line of this JVM as it was given, and the variables that
	 * hold options
	 * @return the plan
	 */
	static CollectorPlan current(Collection<String> command) {
		JvmFlags flags = JvmFlags.of(FLAGS);
		boolean unknown = flags.values().isEmpty();
		return new CollectorPlan(unknown || flags.areSet() || command.stream().anyMatch(CollectorPlan::isNaming),
				unknown || flags.value(SERIAL).filter(Boolean::parseBoolean).isPresent());
	}

	/**
	 * Return the options by which a worker has another collector than its JVM would
	 * choose.
	 * @param processors how many processors it reckons with
	 * @param further all options that the worker has and this JVM does not, those in
	 * variables of its environment included
	 * @return the options, or none
	 */
	List<String> options(int processors, Collection<String> further) {
		boolean free = !this.named && further.stream().noneMatch(CollectorPlan::isNaming);
		return (free && isAlone(processors)) ? PARALLEL : List.of();
	}

	/**
	 * Return whether the heap of a worker grows by what there is to do.
	 * @param processors how many processors it reckons with
	 * @param further all options that the worker has and this JVM does not
	 * @return {@code false} if it has the serial collector, or may have
	 */
	boolean isAdaptive(int processors, Collection<String> further) {
		boolean named = this.named || further.stream().anyMatch(CollectorPlan::isNaming);
		boolean serial = further.stream().anyMatch((option) -> NAMING_SERIAL.matcher(option).find());
		return !named || (!serial && !isAlone(processors));
	}

	private boolean isAlone(int processors) {
		return processors == 1 || this.serial;
	}

	private static boolean isNaming(String option) {
		return NAMING.matcher(option).find();
	}

}
