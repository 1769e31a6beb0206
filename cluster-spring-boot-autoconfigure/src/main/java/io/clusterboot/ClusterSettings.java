package io.clusterboot;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What later forks are started with, beside what the primary itself was started with.
 *
 * @param arguments program arguments; from the start those of the primary
 * @param jvmArgs JVM options added to each worker; from the start
 * {@code cluster.jvm.args}
 * @param environment environment variables added to each worker; from the start
 * {@code cluster.env.*}
 * @param directory working directory, or {@code null} for the primary's
 * @param silent whether what workers print is dropped
 * @since 0.1.0
 */
public record ClusterSettings(List<String> arguments, List<String> jvmArgs, Map<String, String> environment,
		@Nullable Path directory, boolean silent) {

	public ClusterSettings {
		arguments = List.copyOf(arguments);
		jvmArgs = List.copyOf(jvmArgs);
		environment = Map.copyOf(environment);
	}

	/**
	 * Return how much there is of everything: arguments and variables may hold secrets.
	 */
	@Override
	public String toString() {
		return "ClusterSettings[arguments=" + this.arguments.size() + ", jvmArgs=" + this.jvmArgs.size()
				+ ", environment=" + this.environment.size() + ", directory=" + this.directory + ", silent="
				+ this.silent + "]";
	}

	/**
	 * Return settings with other program arguments, in place of those of now.
	 * @param arguments the program arguments
	 * @return new settings
	 */
	public ClusterSettings withArguments(List<String> arguments) {
		return new ClusterSettings(arguments, this.jvmArgs, this.environment, this.directory, this.silent);
	}

	/**
	 * Return settings with other JVM options, in place of those of now. Placeholders such
	 * as {@code {ordinal}}, {@code {id}} and {@code {generation}} are replaced for each
	 * worker.
	 * @param jvmArgs the JVM options
	 * @return new settings
	 */
	public ClusterSettings withJvmArgs(List<String> jvmArgs) {
		return new ClusterSettings(this.arguments, jvmArgs, this.environment, this.directory, this.silent);
	}

	/**
	 * Return settings with other environment variables, in place of those of now, with
	 * the same placeholders.
	 * @param environment the variables
	 * @return new settings
	 */
	public ClusterSettings withEnvironment(Map<String, String> environment) {
		return new ClusterSettings(this.arguments, this.jvmArgs, environment, this.directory, this.silent);
	}

	/**
	 * Return settings with another working directory.
	 * @param directory the directory, or {@code null} for the primary's
	 * @return new settings
	 */
	public ClusterSettings withDirectory(@Nullable Path directory) {
		return new ClusterSettings(this.arguments, this.jvmArgs, this.environment, directory, this.silent);
	}

	/**
	 * Return settings with another answer to whether output is dropped.
	 * @param silent whether what workers print is dropped
	 * @return new settings
	 */
	public ClusterSettings withSilent(boolean silent) {
		return new ClusterSettings(this.arguments, this.jvmArgs, this.environment, this.directory, silent);
	}

}
