package io.clusterboot.process;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An option that loads the debug agent (JDWP).
 *
 * @param agent the option up to the agent's own options
 * @param options the agent's own options, or an empty string
 */
record DebuggerOption(String agent, String options) {

	private static final Pattern OPTION = Pattern.compile(
			"(-agentlib:jdwp|-Xrunjdwp|-agentpath:(?:[^=]*[/\\\\])?(?:lib)?jdwp\\.(?:so|dylib|dll))(?:([=:])(.*))?",
			Pattern.DOTALL);

	private static final Pattern ADDRESS = Pattern.compile("(?<=^|,)(address=(?:[^,]*:)?)(\\d{1,5})(?=,|$)");

	static @Nullable DebuggerOption of(String option) {
		Matcher matcher = OPTION.matcher(option);
		if (!matcher.matches()) {
			return null;
		}
		return (matcher.group(2) != null) ? new DebuggerOption(matcher.group(1) + matcher.group(2), matcher.group(3))
				: new DebuggerOption(matcher.group(1), "");
	}

	/**
	 * Return whether the JVM waits for debuggers, rather than calling one.
	 * @return {@code true} for a listening agent
	 */
	boolean isServer() {
		return List.of(this.options.split(",")).contains("server=y");
	}

	/**
	 * Return the option as it is on a worker.
	 * @param resources the worker's ports
	 * @return the option
	 */
	String forWorker(WorkerResources resources) {
		return this.agent + ADDRESS.matcher(this.options)
			.replaceAll((match) -> Matcher
				.quoteReplacement(match.group(1) + resources.port("Debugger", Integer.parseInt(match.group(2)))));
	}

}
