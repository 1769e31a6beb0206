package io.clusterboot.context;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;

/**
 * Which garbage collector workers have. With one processor the JVM chooses the serial
 * one, whose young generation stays as small as it begins, however much is allocated:
 * many short collections, and objects that grow old too early. The parallel collector
 * with one thread pauses for as long and adapts.
 *
 * @param named whether the options of this JVM name a collector
 * @param serial whether this JVM has the serial one
 */
record CollectorPlan(boolean named, boolean serial) {

	private static final List<String> COLLECTORS = List.of("UseSerialGC", "UseParallelGC", "UseG1GC", "UseZGC",
			"UseShenandoahGC", "UseEpsilonGC");

	private static final List<VMOption.Origin> BY_ITSELF = List.of(VMOption.Origin.DEFAULT, VMOption.Origin.ERGONOMIC);

	/**
	 * An option that names a collector, or a file of options that may.
	 */
	private static final Pattern NAMING = Pattern
		.compile("(?s)(.*\\s)?('|\")?(-XX:[+-]Use\\w*GC|@|-XX:Flags=|-XX:VMOptionsFile=).*");

	private static final String SERIAL = "-XX:+UseSerialGC";

	/**
	 * Return what goes for the workers of this JVM.
	 * @return the plan
	 */
	static CollectorPlan current() {
		HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
		List<VMOption> options = COLLECTORS.stream().flatMap((name) -> option(jvm, name).stream()).toList();
		return new CollectorPlan(options.stream().anyMatch((option) -> !BY_ITSELF.contains(option.getOrigin())),
				options.stream().anyMatch(CollectorPlan::isSerial));
	}

	private static List<VMOption> option(HotSpotDiagnosticMXBean jvm, String name) {
		try {
			return List.of(jvm.getVMOption(name));
		}
		catch (IllegalArgumentException ex) {
			// This JVM was built without it.
			return List.of();
		}
	}

	private static boolean isSerial(VMOption option) {
		return option.getName().equals("UseSerialGC") && Boolean.parseBoolean(option.getValue());
	}

	/**
	 * Return the option by which a worker has another collector than its JVM would
	 * choose.
	 * @param processors how many processors it reckons with
	 * @param further all options that the worker has and this JVM does not, those in
	 * variables of its environment included
	 * @return the option, or none
	 */
	List<String> options(int processors, Collection<String> further) {
		boolean alone = processors == 1 || this.serial;
		return (alone && !this.named && further.stream().noneMatch(CollectorPlan::isNaming))
				? List.of("-XX:+UseParallelGC") : List.of();
	}

	/**
	 * Return whether a worker has the serial collector because the user wants it to.
	 * @param further all options that the worker has and this JVM does not
	 * @return whether it is named, and no other one
	 */
	boolean isSerial(Collection<String> further) {
		return further.stream().anyMatch((option) -> Arrays.asList(option.split("\\s+")).contains(SERIAL))
				|| (this.named && this.serial);
	}

	private static boolean isNaming(String option) {
		return NAMING.matcher(option).matches();
	}

}
