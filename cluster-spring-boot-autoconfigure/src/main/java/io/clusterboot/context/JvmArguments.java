package io.clusterboot.context;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Options that this JVM was started with, those from argument files and environment
 * variables included.
 *
 * @param values the options in the order in which they count
 */
record JvmArguments(List<String> values) {

	private static final List<String> TRAINING = List.of("-XX:ArchiveClassesAtExit=", "-XX:DumpLoadedClassList=",
			"-XX:AOTCacheOutput=", "-XX:AOTConfiguration=", "-XX:AOTMode=record", "-XX:CRaCCheckpointTo=");

	private static final List<String> DEBUGGER = List.of("-agentlib:jdwp", "-Xrunjdwp");

	static JvmArguments current() {
		return new JvmArguments(ManagementFactory.getRuntimeMXBean().getInputArguments());
	}

	/**
	 * Return whether this run is there to train a cache, take a checkpoint or trace for a
	 * native image.
	 * @return whether an option says so
	 */
	boolean isTraining() {
		return this.values.stream()
			.anyMatch((value) -> TRAINING.stream().anyMatch(value::startsWith) || isNativeImageAgent(value));
	}

	private boolean isNativeImageAgent(String value) {
		return value.startsWith("-agent") && value.contains("native-image-agent");
	}

	/**
	 * Return whether a debugger is attached, or may attach.
	 * @return whether the JVM has the debug agent
	 */
	boolean hasDebugger() {
		return this.values.stream().anyMatch(this::isDebugger);
	}

	/**
	 * Return whether the JVM connects to a debugger that waits for it, and for it alone.
	 * @return whether the debug agent has {@code server=n}, which is its default
	 */
	boolean connectsToDebugger() {
		return this.values.stream().filter(this::isDebugger).anyMatch((value) -> !isDebugServer(value));
	}

	private boolean isDebugger(String value) {
		return DEBUGGER.stream().anyMatch(value::startsWith)
				|| (value.startsWith("-agentpath:") && value.contains("jdwp"));
	}

	private boolean isDebugServer(String value) {
		return value.matches(".*[:=,]server=y(,.*)?");
	}

	/**
	 * Return the last of the options that start so, which is the one that counts.
	 * @param prefixes beginnings of one option's spellings
	 * @return what follows the prefix, or null where there is no such option
	 */
	@Nullable String last(String... prefixes) {
		return this.values.stream()
			.flatMap((value) -> Arrays.stream(prefixes)
				.filter(value::startsWith)
				.map((prefix) -> value.substring(prefix.length())))
			.reduce((first, second) -> second)
			.orElse(null);
	}

}
