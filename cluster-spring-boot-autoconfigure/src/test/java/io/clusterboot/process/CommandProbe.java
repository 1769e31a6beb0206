package io.clusterboot.process;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.clusterboot.WorkerIdentity;

/**
 * Program that tells how it was started and how it would start a worker.
 *
 * @since 0.1.0
 */
public final class CommandProbe {

	private CommandProbe() {
	}

	public static void main(String[] args) throws Exception {
		print("argument", List.of(args));
		print("input", ManagementFactory.getRuntimeMXBean().getInputArguments());
		print("property", properties());
		String folder = System.getenv("PROBE_FOLDER");
		if (folder != null) {
			printWorker(List.of(args), Path.of(folder), System.getenv("PROBE_JVM_ARGS").lines().toList());
		}
	}

	private static void printWorker(List<String> args, Path folder, List<String> jvmArgs) throws Exception {
		PrimaryCommand primary = PrimaryCommand.current(args);
		WorkerCommand worker = WorkerCommand.of(primary, new WorkerIdentity(1, 0, 1), List.of("-Dprobe.marker=true"),
				jvmArgs, Map.of(), null, folder, (port) -> true);
		print("command", worker.arguments());
		print("environment", entries(worker.environment()));
		print("note", worker.notes());
		print("debugger", List.of(primary.debugger().name()));
	}

	private static List<String> properties() {
		List<String> lines = new ArrayList<>();
		System.getProperties().forEach((name, value) -> {
			if (name.toString().startsWith("probe.") || name.equals("java.class.path")) {
				lines.add(name + "=" + value);
			}
		});
		lines.sort(null);
		return lines;
	}

	private static List<String> entries(Map<String, String> map) {
		return map.entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toList();
	}

	private static void print(String key, Collection<String> values) {
		for (String value : values) {
			System.out.println(key + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
		}
	}

}
