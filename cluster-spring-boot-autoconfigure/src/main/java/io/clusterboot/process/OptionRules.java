package io.clusterboot.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All rules for the options of one worker, wherever they stand.
 */
final class OptionRules implements OptionRule {

	private static final String OPTIONS_FILE = "-XX:VMOptionsFile=";

	private final List<OptionRule> rules;

	private final WorkerFolder folder;

	OptionRules(WorkerResources resources, WorkerFolder folder, @Nullable HeapShare heap) {
		this.rules = List.of(new DebuggerRule(resources), new ManagementPortRule(resources),
				new JavaAgentRule(resources), new LogRule(resources), new FileRule(resources),
				new RecordingRule(resources), new TrainingRule(resources), new HeapRule(heap));
		this.folder = folder;
	}

	@Override
	public @Nullable String apply(String option) throws IOException {
		if (option.startsWith(OPTIONS_FILE)) {
			return applyToFile(option);
		}
		String result = option;
		for (OptionRule rule : this.rules) {
			result = (result != null) ? rule.apply(result) : null;
		}
		return result;
	}

	/**
	 * Apply the rules to the value of an environment variable that the JVM reads.
	 * @param value the value
	 * @return the worker's value, the same where nothing changes
	 * @throws IOException if a file cannot be read or written
	 */
	String applyToVariable(String value) throws IOException {
		List<String> options = OptionVariable.split(value);
		List<String> changed = new ArrayList<>();
		for (String option : options) {
			String result = apply(option);
			if (result != null) {
				changed.add(result);
			}
		}
		return changed.equals(options) ? value : OptionVariable.join(changed);
	}

	private String applyToFile(String option) throws IOException {
		byte[] bytes = Files.readAllBytes(Path.of(option.substring(OPTIONS_FILE.length())));
		Charset charset = NativeCharset.losslessFor(bytes);
		String content = new String(bytes, charset);
		String changed = applyToVariable(content);
		return changed.equals(content) ? option : OPTIONS_FILE + this.folder.write("vmoptions", changed, charset);
	}

}
