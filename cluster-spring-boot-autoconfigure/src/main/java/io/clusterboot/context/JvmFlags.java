package io.clusterboot.context;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;

/**
 * Some flags of this JVM.
 *
 * @param values those that it has; none if it is of another kind
 */
record JvmFlags(List<VMOption> values) {

	/**
	 * A file of options, which may have changed when the next worker reads it.
	 */
	private static final String FILE = "@|-XX:Flags=|-XX:VMOptionsFile=";

	/**
	 * Names of origins: another kind of JVM may lack the class.
	 */
	private static final List<String> BY_ITSELF = List.of("DEFAULT", "ERGONOMIC");

	JvmFlags {
		values = List.copyOf(values);
	}

	/**
	 * Return flags of this JVM.
	 * @param names names of flags
	 * @return those that it has
	 */
	static JvmFlags of(Collection<String> names) {
		try {
			HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
			return new JvmFlags(names.stream().flatMap((name) -> flag(jvm, name)).toList());
		}
		catch (RuntimeException | LinkageError ex) {
			// Another kind of JVM
			return new JvmFlags(List.of());
		}
	}

	private static Stream<VMOption> flag(HotSpotDiagnosticMXBean jvm, String name) {
		try {
			return Stream.of(jvm.getVMOption(name));
		}
		catch (IllegalArgumentException ex) {
			// This JVM was built without it, or before there was one.
			return Stream.empty();
		}
	}

	/**
	 * Return what finds some options.
	 * @param beginnings an expression for what these options begin with
	 * @return a pattern to be found in an option, alone or with others in a variable;
	 * finds a file that may hold one, too
	 */
	static Pattern naming(String beginnings) {
		return Pattern.compile("(?:^|[\\s'\"])(?:" + FILE + "|" + beginnings + ")");
	}

	/**
	 * Return whether somebody said what one of them is to be.
	 * @return whether the JVM did not choose all by itself
	 */
	boolean areSet() {
		return this.values.stream().anyMatch((flag) -> !BY_ITSELF.contains(flag.getOrigin().name()));
	}

	/**
	 * Return what a flag is.
	 * @param name its name
	 * @return its value, or empty if there is none of that name
	 */
	Optional<String> value(String name) {
		return this.values.stream().filter((flag) -> flag.getName().equals(name)).map(VMOption::getValue).findFirst();
	}

}
