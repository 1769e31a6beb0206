package io.clusterboot.context;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How workers with one processor compile. Each compiles for itself what one JVM would
 * compile once, while its requests keep the only processor busy. With the one thread for
 * the optimizing compiler that the JVM has there, which gets no more of the processor
 * than each thread with a request, two workers took almost twice as long as one JVM to
 * get warm; with three threads they take little longer. At a start more threads would be
 * in its way. So methods are optimized after ten times as many calls only: a start is
 * shorter then than with what the JVM chooses, and without more threads, for which the
 * JVM wants 200 MB of free memory each, a worker gets warm as fast as with the JVM's
 * thresholds. The memory in which methods were compiled is given back where the JVM can
 * do so: each thread leaves some tens of megabytes of it with the C library.
 *
 * @param compiling whether options of this JVM say nothing about compilers, and cannot by
 * the time that a worker reads them, and this JVM has the two that it has by default
 * @param trimming whether they say nothing about the memory of the C library either, and
 * this JVM can have it given back
 */
record CompilerPlan(boolean compiling, boolean trimming) {

	private static final String THREADS = "CICompilerCount";

	/**
	 * One thread for the quick compiler, three for the optimizing one, and ten times the
	 * thresholds of the JVM.
	 */
	private static final List<String> WARMING = List.of("-XX:CICompilerCount=4", "-XX:Tier4InvocationThreshold=50000",
			"-XX:Tier4MinInvocationThreshold=6000", "-XX:Tier4CompileThreshold=150000",
			"-XX:Tier4BackEdgeThreshold=400000");

	/**
	 * In milliseconds. It takes a millisecond where there is nothing to give back.
	 */
	private static final List<String> TRIM = List.of("-XX:TrimNativeHeapInterval=10000");

	/**
	 * With which the others mean something else. Not each JVM has them all.
	 */
	private static final List<String> FURTHER = List.of("TieredCompilation", "TieredStopAtLevel", "CompilationMode",
			"CompileThresholdScaling", "CICompilerCountPerCPU");

	private static final String OTHER_COMPILER = "UseJVMCICompiler";

	private static final Pattern NAMES_COMPILERS = JvmFlags.naming("-Xint|-Xcomp|-XX:(?:[+-]?CICompiler|Tier\\d"
			+ "|[+-]?Tiered|[+-]?\\w*(?:JVMCI|Graal|CompilerThreads)|CompilationMode=|CompileThreshold)");

	/**
	 * Before it was a flag for everybody the JVM knew it only after it had read the
	 * option that unlocks it, which may stand behind.
	 */
	private static final Pattern NAMES_TRIMMING = JvmFlags
		.naming("-XX:(?:TrimNativeHeapInterval=|\\+UnlockExperimentalVMOptions)");

	/**
	 * Return what goes for the workers of this JVM.
	 * @param command the command line of this JVM as it was given, and the variables that
	 * hold options
	 * @return the plan
	 */
	static CompilerPlan current(Collection<String> command) {
		boolean compiling = isFree(WARMING, NAMES_COMPILERS, command) && !JvmFlags.of(FURTHER).areSet()
				&& hasUsualCompilers(JvmFlags.of(List.of(THREADS, OTHER_COMPILER)));
		return new CompilerPlan(compiling, isFree(TRIM, NAMES_TRIMMING, command) && NativeHeap.isTrimmable());
	}

	static boolean hasUsualCompilers(JvmFlags flags) {
		return flags.value(THREADS).filter((count) -> Integer.parseInt(count) > 1).isPresent()
				&& flags.value(OTHER_COMPILER).filter(Boolean::parseBoolean).isEmpty();
	}

	private static boolean isFree(List<String> options, Pattern naming, Collection<String> command) {
		JvmFlags flags = JvmFlags.of(options.stream().map(CompilerPlan::name).toList());
		return flags.values().size() == options.size() && !flags.areSet() && isUnnamed(naming, command);
	}

	private static String name(String option) {
		return option.substring("-XX:".length(), option.indexOf('='));
	}

	private static boolean isUnnamed(Pattern naming, Collection<String> options) {
		return options.stream().noneMatch((option) -> naming.matcher(option).find());
	}

	/**
	 * Return the options by which a worker gets warm about as fast as one JVM, and what
	 * that took is given back.
	 * @param processors how many processors it reckons with
	 * @param further all options that the worker has and this JVM does not, those in
	 * variables of its environment included
	 * @return the options, or none
	 */
	List<String> options(int processors, Collection<String> further) {
		if (processors != 1) {
			return List.of();
		}
		return Stream
			.concat(options(this.compiling, WARMING, NAMES_COMPILERS, further),
					options(this.trimming, TRIM, NAMES_TRIMMING, further))
			.toList();
	}

	private static Stream<String> options(boolean free, List<String> options, Pattern naming,
			Collection<String> further) {
		return (free && isUnnamed(naming, further)) ? options.stream() : Stream.empty();
	}

}
