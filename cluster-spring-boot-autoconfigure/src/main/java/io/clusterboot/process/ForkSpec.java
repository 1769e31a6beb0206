package io.clusterboot.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one worker is started with. Its text form tells neither arguments nor environment,
 * because both may hold secrets.
 *
 * @param command the program and its arguments
 * @param environment the whole environment; nothing is added to it
 * @param directory the working directory, or {@code null} for the primary's
 * @param silent whether what the worker prints is dropped
 * @param starter starts the process with what it finds on its standard input
 * @since 0.1.0
 */
public record ForkSpec(List<String> command, Map<String, String> environment, @Nullable Path directory, boolean silent,
		ProcessStarter starter) {

	public ForkSpec {
		command = List.copyOf(command);
		environment = Map.copyOf(environment);
	}

	@Override
	public String toString() {
		return "ForkSpec[arguments=" + this.command.size() + ", environment=" + this.environment.size() + "]";
	}

}
