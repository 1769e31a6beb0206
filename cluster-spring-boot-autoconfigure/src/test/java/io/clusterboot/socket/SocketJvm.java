package io.clusterboot.socket;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.sun.jna.Native;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jspecify.annotations.NullMarked;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a main class in a JVM of its own.
 */
final class SocketJvm {

	private SocketJvm() {
	}

	static List<String> command(Class<?> main, String... options) {
		return command(main, List.of(Native.class, LogFactory.class, NullMarked.class, Awaitility.class, Matcher.class),
				options);
	}

	static List<String> command(Class<?> main, List<Class<?>> libraries, String... options) {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.net.preferIPv6Addresses=false"));
		command.addAll(List.of(options));
		List<Class<?>> types = new ArrayList<>(libraries);
		types.addAll(List.of(main, ListenerPool.class));
		command.addAll(List.of("-cp", classPath(types), main.getName()));
		return command;
	}

	static List<String> run(Path folder, List<String> command) throws IOException, InterruptedException {
		File output = folder.resolve("output").toFile();
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectInput(new File("/dev/null"))
			.redirectOutput(output)
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly().waitFor();
		}
		return Files.readAllLines(output.toPath(), StandardCharsets.UTF_8);
	}

	private static String classPath(List<Class<?>> types) {
		return types.stream().map(SocketJvm::location).distinct().collect(Collectors.joining(File.pathSeparator));
	}

	private static String location(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static List<String> join(List<String> first, String... others) {
		List<String> all = new ArrayList<>(first);
		all.addAll(Arrays.asList(others));
		return all;
	}

}
