package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How this JVM was started: what a worker's command line and environment are made of.
 *
 * @since 0.1.0
 */
public final class PrimaryCommand {

	private final List<String> arguments;

	private final Map<String, String> environment;

	private final Debugger debugger;

	private final boolean boundToPath;

	private final @Nullable Path copy;

	private final @Nullable HeapShare heap;

	/**
	 * Create a new {@link PrimaryCommand} instance.
	 * @param arguments the executable and all arguments as the java launcher got them
	 * @param environment all environment variables
	 * @param inputArguments options of the JVM from all sources, files of arguments
	 * expanded
	 */
	public PrimaryCommand(List<String> arguments, Map<String, String> environment, List<String> inputArguments) {
		if (arguments.isEmpty()) {
			throw new IllegalArgumentException("A command has at least an executable");
		}
		this.arguments = List.copyOf(arguments);
		this.environment = Map.copyOf(environment);
		this.debugger = Debugger.of(inputArguments);
		this.boundToPath = isBoundToPath(inputArguments);
		this.copy = null;
		this.heap = null;
	}

	private PrimaryCommand(PrimaryCommand command, @Nullable Path copy, @Nullable HeapShare heap) {
		this.arguments = command.arguments;
		this.environment = command.environment;
		this.debugger = command.debugger;
		this.boundToPath = command.boundToPath;
		this.copy = copy;
		this.heap = heap;
	}

	private static boolean isBoundToPath(List<String> inputArguments) {
		// Seen with 17, and not with 25: the archive is of no use to a jar elsewhere.
		return Runtime.version().feature() < 25
				&& inputArguments.stream().anyMatch((option) -> option.startsWith("-XX:SharedArchiveFile="));
	}

	/**
	 * Return the command of the running JVM. Where the JVM was not started by the java
	 * launcher, or the platform does not show how, a command is built that has the same
	 * options, class path and main class.
	 * @param programArguments arguments of {@code main}, for platforms that do not show
	 * them one by one
	 * @return the command
	 */
	public static PrimaryCommand current(List<String> programArguments) {
		return RunningJvm.current().command(programArguments);
	}

	/**
	 * Return what options of the JVM come from.
	 * @return all arguments as the java launcher got them, and the variables that hold
	 * options
	 */
	public Stream<String> sources() {
		return Stream.concat(this.arguments.stream().skip(1), variables(this.environment));
	}

	/**
	 * Return the variables that hold options of a JVM.
	 * @param environment names and values of variables
	 * @return the values of those that are there
	 */
	public static Stream<String> variables(Map<String, String> environment) {
		return OptionVariable.ALL.stream().map(environment::get).filter(Objects::nonNull);
	}

	/**
	 * Return whether a debugger can attach to this JVM or is attached to it.
	 * @return kind of the debug agent
	 */
	public Debugger debugger() {
		return this.debugger;
	}

	/**
	 * Return the jar that is run, as it is named now: a file of arguments may have
	 * changed.
	 * @return the absolute path, or {@code null} if it is not a jar that is run, or one
	 * that has to be run where it lies
	 * @throws IOException if a file of arguments cannot be read
	 */
	@Nullable Path jar() throws IOException {
		if (this.boundToPath) {
			return null;
		}
		LauncherGrammar grammar = new LauncherGrammar();
		String variable = this.environment.getOrDefault(OptionVariable.LAUNCHER, "");
		LauncherArguments.parse(OptionVariable.split(variable), grammar);
		String jar = LauncherArguments.parse(this.arguments.subList(1, this.arguments.size()), grammar).jar();
		return (jar != null) ? Path.of(jar).toAbsolutePath() : null;
	}

	/**
	 * Return the same command for workers that run a copy of the jar.
	 * @param copy the copy
	 * @return the command
	 */
	public PrimaryCommand withCopy(Path copy) {
		return new PrimaryCommand(this, copy, this.heap);
	}

	/**
	 * Return the copy of the jar that workers run.
	 * @return the copy, or {@code null} if workers run what the primary runs
	 */
	@Nullable Path copy() {
		return this.copy;
	}

	/**
	 * Return the same command for workers that get a part of the heap.
	 * @param share the part of each worker
	 * @return the command
	 */
	public PrimaryCommand withHeap(HeapShare share) {
		return new PrimaryCommand(this, this.copy, share);
	}

	/**
	 * Return what each worker gets of the heap.
	 * @return the part, or {@code null} if the options of the primary go for each worker
	 */
	@Nullable HeapShare heap() {
		return this.heap;
	}

	List<String> arguments() {
		return this.arguments;
	}

	Map<String, String> environment() {
		return this.environment;
	}

	/**
	 * Return how much there is of everything, and nothing of it: arguments and variables
	 * may hold secrets.
	 */
	@Override
	public String toString() {
		return "PrimaryCommand[" + this.arguments.size() + " arguments, " + this.environment.size()
				+ " variables, debugger " + this.debugger + "]";
	}

	/**
	 * Kind of the debug agent (JDWP) in a JVM.
	 */
	public enum Debugger {

		/**
		 * There is none.
		 */
		NONE,

		/**
		 * The JVM listens for debuggers.
		 */
		SERVER,

		/**
		 * The JVM called a debugger when it started and is attached to it.
		 */
		CLIENT;

		private static Debugger of(List<String> inputArguments) {
			return inputArguments.stream()
				.map(DebuggerOption::of)
				.filter(Objects::nonNull)
				.map((option) -> option.isServer() ? SERVER : CLIENT)
				.findFirst()
				.orElse(NONE);
		}

	}

}
