package io.clusterboot.process;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a real JVM that ran {@link CommandProbe} told.
 *
 * @param lines values by key
 */
record ProbeRun(Map<String, List<String>> lines) {

	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	static final String CLASS_PATH = location(CommandProbe.class) + ":" + location(WorkerCommand.class);

	List<String> get(String key) {
		return this.lines.getOrDefault(key, List.of());
	}

	/**
	 * Return the environment of the worker that the probe would start.
	 */
	Map<String, String> environment() {
		Map<String, String> environment = new LinkedHashMap<>();
		for (String entry : get("environment")) {
			String[] parts = entry.split("=", 2);
			environment.put(parts[0], parts[1]);
		}
		return environment;
	}

	/**
	 * Run a JVM to its end.
	 * @param directory working directory, takes the output too
	 * @param environment the complete environment
	 * @param command the command line
	 * @return what it told
	 */
	static ProbeRun of(Path directory, Map<String, String> environment, List<String> command) throws Exception {
		Path output = Files.createTempFile(directory, "probe", ".out");
		Path errors = Files.createTempFile(directory, "probe", ".err");
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
			.redirectOutput(output.toFile())
			.redirectError(errors.toFile());
		builder.environment().clear();
		builder.environment().putAll(environment);
		Process process = builder.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("exit in time").isTrue();
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		assertThat(process.isAlive()).isFalse();
		assertThat(process.exitValue()).as(() -> read(errors)).isZero();
		return new ProbeRun(parse(Files.readAllLines(output)));
	}

	private static Map<String, List<String>> parse(List<String> output) {
		Map<String, List<String>> lines = new LinkedHashMap<>();
		for (String line : output) {
			int space = line.indexOf(' ');
			String value = new String(Base64.getDecoder().decode(line.substring(space + 1)), StandardCharsets.UTF_8);
			lines.computeIfAbsent(line.substring(0, space), (key) -> new ArrayList<>()).add(value);
		}
		return lines;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static String location(Class<?> type) {
		return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
	}

}
