package io.clusterboot.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Each worker has a file of its own where it writes a flight recording.
 *
 * @param resources the worker's files
 */
record RecordingRule(WorkerResources resources) implements OptionRule {

	private static final Pattern OPTION = Pattern.compile("-XX:StartFlightRecording[=:].*", Pattern.DOTALL);

	private static final Pattern FILE = Pattern.compile("(?<=[=:,])(filename=)(\"[^\"]*\"|'[^']*'|[^,]*)");

	@Override
	public String apply(String option) {
		if (!OPTION.matcher(option).matches()) {
			return option;
		}
		return FILE.matcher(option)
			.replaceAll((match) -> Matcher.quoteReplacement(match.group(1)
					+ Quoted.map(match.group(2), (name) -> this.resources.file("Flight recording", name))));
	}

}
