package io.clusterboot.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Each worker has a port of its own where a Java agent listens on one.
 *
 * @param resources the worker's ports
 */
record JavaAgentRule(WorkerResources resources) implements OptionRule {

	private static final Pattern OPTION = Pattern.compile("(-javaagent:(?:[^=]*[/\\\\])?([^=/\\\\]*))(?:=(.*))?",
			Pattern.DOTALL);

	/**
	 * Port and file as the JMX exporter has them, {@code [host:]port:file}.
	 */
	private static final Pattern PORT_AND_FILE = Pattern
		.compile("^((?:\\[[^]]*]:|[^:=,/\\\\\\[\\]]*:)?)(\\d{1,5})(?=:.)");

	/**
	 * Port among named options, as Jolokia and JaCoCo have it.
	 */
	private static final Pattern NAMED_PORT = Pattern.compile("(?<=^|[,;&])(port=)(\\d{1,5})(?=[,;&]|$)");

	@Override
	public @Nullable String apply(String option) {
		Matcher matcher = OPTION.matcher(option);
		if (!matcher.matches()) {
			return option;
		}
		String name = matcher.group(2);
		if (name.equals("idea_rt.jar")) {
			this.resources.leaveOut("Agent " + name, "it belongs to the development environment's process");
			return null;
		}
		String options = matcher.group(3);
		return (options != null) ? matcher.group(1) + "=" + rewrite("Agent " + name, options) : option;
	}

	private String rewrite(String user, String options) {
		// JaCoCo as a client: the port is the server's.
		if (options.contains("output=tcpclient")) {
			return options;
		}
		Matcher port = PORT_AND_FILE.matcher(options);
		return (port.find() ? port : NAMED_PORT.matcher(options)).replaceAll((match) -> Matcher
			.quoteReplacement(match.group(1) + this.resources.port(user, Integer.parseInt(match.group(2)))));
	}

}
