package io.clusterboot.context;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.clusterboot.process.NativeHeap;

/**
 * How workers with one processor compile. Each compiles for itself what one JVM would
 * compile once, while its requests keep the only processor busy. The JVM has one thread
 * for the optimizing compiler, which gets no more of the processor than each thread with
 * a request: two workers took almost twice as long as one JVM to get warm. With three
 * threads they take little longer. Those would take the processors away from a start, so
 * that methods are optimized after ten times as many calls only, with which a start is
 * shorter than with what the JVM chooses. The memory in which methods were compiled is
 * given back where the JVM can do so: each thread leaves some tens of megabytes of it
 * with the C library.
 *
 * @param compiling whether nothing is said about compilers, and this JVM has the flags
 * @param trimming whether the same goes for the C library's memory
 */
record CompilerPlan(boolean compiling, boolean trimming) {

	/**
	 * One thread for the quick compiler, three for the optimizing one, and ten times the
	 * thresholds of the JVM.
	 */
	private static final List<String> WARMING = List.of("-XX:CICompilerCount=4", "-XX:Tier4InvocationThreshold=50000",
			"-XX:Tier4MinInvocationThreshold=6000", "-XX:Tier4CompileThreshold=150000",
			"-XX:Tier4BackEdgeThreshold=400000");

	/**
	 * In milliseconds. A look takes one of them where there is nothing to give back.
	 */
	private static final List<String> TRIM = List.of("-XX:TrimNativeHeapInterval=10000");

	private static final Pattern NAMES_COMPILERS = JvmFlags.naming(
			"-Xint|-Xcomp|-XX:(?:[+-]?CICompiler|Tier\\d|[+-]?Tiered|[+-]\\w*JVMCI|CompilationMode=|CompileThreshold)");

	private static final Pattern NAMES_TRIMMING = JvmFlags.naming("-XX:TrimNativeHeapInterval=");

	/**
	 * Return what goes for the workers of this JVM.
	 * @param command the command line of this JVM as it was given, and the variables that
	 * hold options
	 * @return the plan
	 */
	static CompilerPlan current(Collection<String> command) {
		return new CompilerPlan(isFree(WARMING, NAMES_COMPILERS, command),
				isFree(TRIM, NAMES_TRIMMING, command) && NativeHeap.isTrimmable());
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
	 * Return the options by which a worker gets warm as fast as one JVM.
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
