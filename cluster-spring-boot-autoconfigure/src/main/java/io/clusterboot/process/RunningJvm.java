package io.clusterboot.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the running JVM tells about how it was started.
 *
 * @param commandLine the command line as the operating system shows it, or an empty list
 * where it does not
 * @param executable the program that runs, or an empty string where the operating system
 * does not show it
 * @param home home of the JDK
 * @param classPath the class path
 * @param main main class, jar or module and the arguments after it, separated by spaces
 * @param modular whether the main class is in a module
 * @param environment all environment variables
 * @param inputArguments JVM options from all sources, files of arguments expanded
 */
record RunningJvm(List<String> commandLine, String executable, Path home, String classPath, String main,
		boolean modular, Map<String, String> environment, List<String> inputArguments) {

	private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

	static RunningJvm current() {
		return new RunningJvm(readCommandLine(), ProcessHandle.current().info().command().orElse(""),
				Path.of(System.getProperty("java.home")), System.getProperty("java.class.path", ""),
				System.getProperty("sun.java.command", ""), System.getProperty("jdk.module.main") != null,
				System.getenv(), ManagementFactory.getRuntimeMXBean().getInputArguments());
	}

	private static List<String> readCommandLine() {
		try {
			return split(new String(Files.readAllBytes(COMMAND_LINE), NativeCharset.VALUE));
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	/**
	 * Split a command line that ends each argument with a NUL character.
	 * @param text the command line
	 * @return the arguments, empty ones included
	 */
	static List<String> split(String text) {
		String[] arguments = text.split("\0", -1);
		return List.of(arguments).subList(0, arguments.length - 1);
	}

	PrimaryCommand command(List<String> programArguments) {
		return canBeRepeated() ? repeated() : rebuilt(programArguments);
	}

	/**
	 * Return whether the java launcher got the command line and would understand it
	 * again. A file of arguments may have been a pipe, or may be gone.
	 */
	private boolean canBeRepeated() {
		if (this.commandLine.isEmpty() || !isJava(this.commandLine.get(0))) {
			return false;
		}
		try {
			LauncherGrammar grammar = new LauncherGrammar();
			String variable = this.environment.getOrDefault(OptionVariable.LAUNCHER, "");
			LauncherArguments.parse(OptionVariable.split(variable), grammar);
			return LauncherArguments.parse(this.commandLine.subList(1, this.commandLine.size()), grammar).hasMain();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private PrimaryCommand repeated() {
		List<String> arguments = new ArrayList<>(this.commandLine);
		// Gone when the JDK was replaced while this JVM ran.
		boolean exists = isJava(this.executable) && Files.isExecutable(Path.of(this.executable));
		arguments.set(0, exists ? this.executable : java());
		return new PrimaryCommand(arguments, this.environment, this.inputArguments);
	}

	private PrimaryCommand rebuilt(List<String> programArguments) {
		List<String> arguments = new ArrayList<>();
		arguments.add(java());
		this.inputArguments.stream().filter(RunningJvm::isOption).forEach(arguments::add);
		arguments.addAll(mainArguments());
		arguments.addAll(programArguments);
		// Their options are among the input arguments: they would apply twice.
		Map<String, String> variables = new HashMap<>(this.environment);
		variables.keySet().removeAll(OptionVariable.ALL);
		return new PrimaryCommand(arguments, variables, this.inputArguments);
	}

	private List<String> mainArguments() {
		if (isJarOnClassPath()) {
			return List.of("-jar", this.classPath);
		}
		String mainClass = this.main.split(" ", 2)[0];
		if (!this.modular) {
			return List.of("-cp", this.classPath, mainClass);
		}
		return this.classPath.isEmpty() ? List.of("-m", mainClass) : List.of("-cp", this.classPath, "-m", mainClass);
	}

	private boolean isJarOnClassPath() {
		return !this.modular && (this.main + " ").startsWith(this.classPath + " ")
				&& Files.isRegularFile(Path.of(this.classPath));
	}

	private String java() {
		return this.home.resolve("bin").resolve("java").toString();
	}

	private static boolean isOption(String argument) {
		return argument.startsWith("-") && !argument.startsWith("-Djdk.module.main=");
	}

	private static boolean isJava(String executable) {
		return executable.substring(executable.lastIndexOf('/') + 1).equals("java");
	}

	@Override
	public String toString() {
		return "RunningJvm[" + this.home + "]";
	}

}
