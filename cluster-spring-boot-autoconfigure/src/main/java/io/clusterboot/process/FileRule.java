package io.clusterboot.process;

import java.util.Map;

/**
 * Each worker has files of its own where an option names a file that the JVM writes.
 *
 * @param resources the worker's files
 */
record FileRule(WorkerResources resources) implements OptionRule {

	private static final Map<String, String> USERS = Map.of("-Xloggc:", "Log", "-XX:LogFile=", "Log",
			"-XX:HeapDumpPath=", "Heap dump", "-XX:ErrorFile=", "Crash report");

	@Override
	public String apply(String option) {
		for (Map.Entry<String, String> user : USERS.entrySet()) {
			if (option.startsWith(user.getKey())) {
				String name = option.substring(user.getKey().length());
				return user.getKey() + this.resources.file(user.getValue(), name);
			}
		}
		return option;
	}

}
