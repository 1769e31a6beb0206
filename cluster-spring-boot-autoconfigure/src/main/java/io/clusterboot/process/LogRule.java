package io.clusterboot.process;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Each worker has log files of its own where the JVM's log goes to a file.
 *
 * @param resources the worker's files
 */
record LogRule(WorkerResources resources) implements OptionRule {

	/**
	 * What is logged, then the output. Quoted text and a drive letter may contain a
	 * colon.
	 */
	private static final Pattern OPTION = Pattern.compile(
			"(-Xlog:(?:[^:\"]++|\"[^\"]*+\")*+:(?:file=)?)((?:[a-zA-Z]:(?=\\\\))?(?:[^:\"]++|\"[^\"]*+\")*+)(.*)",
			Pattern.DOTALL);

	private static final Set<String> CONSOLES = Set.of("stdout", "stderr");

	@Override
	public String apply(String option) {
		Matcher matcher = OPTION.matcher(option);
		if (!matcher.matches() || CONSOLES.contains(matcher.group(2))) {
			return option;
		}
		return matcher.group(1) + Quoted.map(matcher.group(2), (name) -> this.resources.file("Log", name))
				+ matcher.group(3);
	}

}
