package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * Command line and environment of one worker.
 *
 * @since 0.1.0
 */
public final class WorkerCommand {

	private final List<String> arguments;

	private final Map<String, String> environment;

	private final List<String> notes;

	WorkerCommand(List<String> arguments, Map<String, String> environment, List<String> notes) {
		this.arguments = List.copyOf(arguments);
		this.environment = Map.copyOf(environment);
		this.notes = List.copyOf(notes);
	}

	/**
	 * Make the command of a worker: the primary's, with a port or file of the worker's
	 * own wherever an option names one that only one JVM at a time can have.
	 * @param primary command of the primary
	 * @param identity identity of the worker
	 * @param workerOptions options that make the JVM a worker; they stand first
	 * @param jvmArgs the user's options for workers, with placeholders; they stand last
	 * and win. They are the worker's own and stay as they are
	 * @param env the user's variables for workers, with placeholders
	 * @param program arguments of the program, or {@code null} for the primary's
	 * @param directory folder that only the user can enter, for files of arguments that
	 * change; it must exist
	 * @param freePort tells which ports are free
	 * @return the command
	 * @throws IOException if a file of arguments cannot be read or written
	 */
	public static WorkerCommand of(PrimaryCommand primary, WorkerIdentity identity, List<String> workerOptions,
			List<String> jvmArgs, Map<String, String> env, @Nullable List<String> program, Path directory,
			PortProbe freePort) throws IOException {
		return new WorkerCommandBuilder(primary, identity, directory, freePort).build(workerOptions, jvmArgs, env,
				program);
	}

	/**
	 * Delete the files that the command of a worker refers to.
	 * @param identity identity of the worker, which is gone
	 * @param directory the folder that the command was made with
	 */
	public static void discard(WorkerIdentity identity, Path directory) {
		new WorkerFolder(directory, identity.id()).delete();
	}

	/**
	 * Return the executable and its arguments.
	 * @return the command line
	 */
	public List<String> arguments() {
		return this.arguments;
	}

	/**
	 * Return all environment variables of the worker.
	 * @return the complete environment
	 */
	public Map<String, String> environment() {
		return this.environment;
	}

	/**
	 * Return what the worker has of its own or goes without, for people. Holds no
	 * secrets.
	 * @return one line for each port, file or option
	 */
	public List<String> notes() {
		return this.notes;
	}

	/**
	 * Return how much there is of everything, and nothing of it: arguments and variables
	 * may hold secrets.
	 */
	@Override
	public String toString() {
		return "WorkerCommand[" + this.arguments.size() + " arguments, " + this.environment.size() + " variables, "
				+ this.notes.size() + " notes]";
	}

}
