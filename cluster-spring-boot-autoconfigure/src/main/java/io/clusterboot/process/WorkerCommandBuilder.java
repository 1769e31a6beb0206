package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * Makes the command of one worker.
 */
final class WorkerCommandBuilder {

	/**
	 * Token of the control channel, of which another cluster's is of no use to a worker,
	 * and what the service manager tells the primary: it alone speaks for the service.
	 */
	static final Set<String> PRIMARYS_OWN = Set.of("CLUSTER_WORKER_TOKEN", "NOTIFY_SOCKET", "WATCHDOG_USEC",
			"WATCHDOG_PID");

	/**
	 * Linux allows 128 KiB for one argument, its end included.
	 */
	private static final int MAX_ARGUMENT_BYTES = 128 * 1024 - 1;

	private final Placeholders placeholders;

	private final WorkerFolder folder;

	private final WorkerResources resources;

	private final PrimaryCommand primary;

	private final OptionRules rules;

	/**
	 * Shared by the launcher's variable and the command line, which the launcher reads as
	 * one.
	 */
	private final LauncherGrammar grammar = new LauncherGrammar();

	WorkerCommandBuilder(PrimaryCommand primary, WorkerIdentity identity, Path directory, PortProbe probe) {
		this.primary = primary;
		this.placeholders = new Placeholders(identity);
		this.folder = new WorkerFolder(directory, identity.id());
		this.resources = new WorkerResources(identity, probe);
		this.rules = new OptionRules(this.resources, this.folder, primary.heap());
	}

	WorkerCommand build(List<String> workerOptions, List<String> jvmArgs, Map<String, String> env,
			@Nullable List<String> program) throws IOException {
		Map<String, String> environment = environment(this.primary.environment(), env);
		List<String> arguments = arguments(workerOptions, jvmArgs, program);
		return new WorkerCommand(arguments, environment, this.resources.notes());
	}

	private Map<String, String> environment(Map<String, String> inherited, Map<String, String> env) throws IOException {
		Map<String, String> environment = new HashMap<>(inherited);
		environment.keySet().removeAll(env.keySet());
		environment.keySet().removeAll(PRIMARYS_OWN);
		for (String variable : List.of(OptionVariable.TOOL, OptionVariable.LAUNCHER, OptionVariable.OVERRIDE)) {
			rewriteVariable(environment, variable);
		}
		env.forEach((name, value) -> environment.put(name, this.placeholders.replace(value)));
		return environment;
	}

	private void rewriteVariable(Map<String, String> environment, String variable) throws IOException {
		String value = environment.get(variable);
		if (value == null) {
			return;
		}
		String changed = variable.equals(OptionVariable.LAUNCHER) ? rewriteLauncherOptions(value)
				: this.rules.applyToVariable(value);
		if (changed.isEmpty()) {
			environment.remove(variable);
		}
		else {
			environment.put(variable, changed);
		}
	}

	private String rewriteLauncherOptions(String value) throws IOException {
		List<String> options = OptionVariable.split(value);
		List<String> changed = LauncherArguments.parse(options, this.grammar)
			.rewrite(this.rules, List.of(), this.folder);
		return changed.equals(options) ? value : OptionVariable.join(changed);
	}

	private List<String> arguments(List<String> workerOptions, List<String> jvmArgs, @Nullable List<String> program)
			throws IOException {
		List<String> arguments = new ArrayList<>();
		arguments.add(this.primary.arguments().get(0));
		arguments.addAll(workerOptions);
		HeapShare heap = this.primary.heap();
		if (heap != null) {
			arguments.addAll(heap.options());
		}
		LauncherArguments launcher = launcher();
		LauncherArguments kept = (program != null) ? launcher.withoutProgram() : launcher;
		arguments.addAll(kept.rewrite(this.rules, expand(jvmArgs), this.folder));
		arguments.addAll((program != null) ? program : List.of());
		for (int i = 0; i < arguments.size(); i++) {
			arguments.set(i, shorten(arguments.get(i)));
		}
		return arguments;
	}

	private LauncherArguments launcher() throws IOException {
		List<String> arguments = this.primary.arguments();
		LauncherArguments launcher = LauncherArguments.parse(arguments.subList(1, arguments.size()), this.grammar);
		Path copy = this.primary.copy();
		return (copy != null) ? launcher.withJar(copy.toString()) : launcher;
	}

	private List<String> expand(List<String> jvmArgs) throws IOException {
		// The options may come to stand in a file of arguments, where the launcher does
		// not expand another.
		List<String> arguments = new ArrayList<>();
		LauncherGrammar plain = new LauncherGrammar();
		for (String argument : jvmArgs) {
			String replaced = this.placeholders.replace(argument);
			arguments.addAll(plain.isFile(replaced) ? ArgumentFile.read(Path.of(replaced.substring(1))).arguments()
					: List.of(replaced));
		}
		return arguments;
	}

	private String shorten(String argument) throws IOException {
		// A rebuilt class path may be more than the operating system takes at once.
		boolean tooLong = argument.length() > MAX_ARGUMENT_BYTES / 4
				&& argument.getBytes(NativeCharset.VALUE).length > MAX_ARGUMENT_BYTES - 1;
		return tooLong ? this.folder.writeArguments(List.of(argument), NativeCharset.VALUE) : argument;
	}

}
