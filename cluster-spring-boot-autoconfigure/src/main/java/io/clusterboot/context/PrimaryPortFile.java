package io.clusterboot.context;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import io.clusterboot.WorkerIdentity;

/**
 * Writes the file with the port once for the whole cluster, if the application asks for
 * one, and gives each worker a file of its own.
 */
final class PrimaryPortFile {

	private static final String WRITER = "org.springframework.boot.web.server.context.WebServerPortFileWriter";

	private PrimaryPortFile() {
	}

	/**
	 * Write the port that the workers share into the file that the user configured.
	 * @param application the application
	 * @param context the primary's own context
	 * @param port the port that the workers share
	 */
	static void write(SpringApplication application, ConfigurableApplicationContext context, int port) {
		if (isSupported(application)) {
			PortFileWriters.write(application, context, port);
		}
	}

	/**
	 * Return the JVM options that keep a worker from writing the primary's file.
	 * @param application the application
	 * @param worker the worker to be forked
	 * @return the options, empty if the application writes no such file
	 */
	static List<String> workerOptions(SpringApplication application, WorkerIdentity worker) {
		return isSupported(application) ? PortFileWriters.workerOptions(application, worker) : List.of();
	}

	private static boolean isSupported(SpringApplication application) {
		return ClassUtils.isPresent(WRITER, application.getClassLoader());
	}

}
