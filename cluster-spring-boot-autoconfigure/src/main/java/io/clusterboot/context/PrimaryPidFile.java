package io.clusterboot.context;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.system.SystemProperties;

import io.clusterboot.WorkerIdentity;

/**
 * Leaves the file with the process id to the primary: each worker writes one of its own.
 */
final class PrimaryPidFile {

	static final String DEFAULT_FILE_NAME = "application.pid";

	private PrimaryPidFile() {
	}

	/**
	 * Return the JVM options that keep a worker from writing the primary's file. They
	 * serve a writer that acts before there is an environment; all others are told by a
	 * property.
	 * @param application the application
	 * @param worker the worker to be forked
	 * @return the options, empty if the application writes no such file
	 */
	static List<String> workerOptions(SpringApplication application, WorkerIdentity worker) {
		if (!isWrittenBy(application)) {
			return List.of();
		}
		String configured = configuredOutsideTheEnvironment();
		String file = (configured != null) ? configured : DEFAULT_FILE_NAME;
		return List.of("-DPIDFILE=" + new WorkerFileName(worker.ordinal()).of(file));
	}

	static boolean isWrittenBy(SpringApplication application) {
		return application.getListeners().stream().anyMatch(ApplicationPidFileWriter.class::isInstance);
	}

	static @Nullable String configuredOutsideTheEnvironment() {
		return SystemProperties.get("PIDFILE", "pidfile");
	}

}
