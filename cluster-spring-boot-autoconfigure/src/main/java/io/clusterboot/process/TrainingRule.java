package io.clusterboot.process;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * No worker writes the archive of classes that a training run is for: workers would write
 * the same file when they exit.
 *
 * @param resources takes the notes
 */
record TrainingRule(WorkerResources resources) implements OptionRule {

	private static final List<String> OPTIONS = List.of("-XX:ArchiveClassesAtExit", "-XX:AOTCacheOutput",
			"-XX:+AutoCreateSharedArchive");

	@Override
	public @Nullable String apply(String option) {
		String name = option.split("=", 2)[0];
		if (!OPTIONS.contains(name)) {
			return option;
		}
		this.resources.leaveOut(name, "workers would overwrite each other's archive");
		return null;
	}

}
