package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a control group gives its processes a part of the processors' time only.
 */
final class ProcessorQuota {

	private ProcessorQuota() {
	}

	/**
	 * Return whether any of the groups has a quota.
	 * @param groups groups of a process
	 * @return whether there is one, however much it is
	 */
	static boolean isSet(ControlGroups groups) {
		return groups.files("cpu", List.of("cpu.cfs_quota_us"), List.of("cpu.max")).anyMatch(ProcessorQuota::isSet);
	}

	private static boolean isSet(Path file) {
		try {
			return Files.readString(file).matches("(?s)[0-9].*");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
