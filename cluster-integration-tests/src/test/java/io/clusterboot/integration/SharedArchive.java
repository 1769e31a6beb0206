package io.clusterboot.integration;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.example.probe.ProbeApplication;

/**
 * An archive of the classes that a JVM loads to start the probe application, as a user
 * makes one to have an application start faster. It saves the tests a third of the time
 * that each of their JVMs takes to start; without it they show the same.
 */
final class SharedArchive {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final List<String> OPTIONS = create();

	private SharedArchive() {
	}

	/**
	 * Return what makes a JVM use the archive.
	 * @param classPath the JVM's class path
	 * @return options, none if there is no archive for how that class path begins
	 */
	static List<String> options(String classPath) {
		return classPath.startsWith(ClassPath.plain()) ? OPTIONS : List.of();
	}

	private static List<String> create() {
		Path archive = folder().resolve("probe-" + Runtime.version() + ".jsa");
		try {
			if (!isFresh(archive)) {
				write(archive);
			}
			return List.of("-XX:SharedArchiveFile=" + archive);
		}
		catch (IOException | AssertionError ex) {
			System.out.println("The JVMs of the tests start without a shared archive: " + ex.getMessage());
			return List.of();
		}
	}

	private static Path folder() {
		return Path.of(System.getProperty("output.directory", "target/output")).toAbsolutePath().getParent();
	}

	private static boolean isFresh(Path archive) throws IOException {
		if (!Files.exists(archive)) {
			return false;
		}
		for (String jar : jars().split(File.pathSeparator)) {
			if (Files.getLastModifiedTime(Path.of(jar)).compareTo(Files.getLastModifiedTime(archive)) > 0) {
				return false;
			}
		}
		return true;
	}

	private static void write(Path archive) throws IOException {
		Path folder = Files.createTempDirectory("cluster-archive-");
		try {
			Path classes = folder.resolve("classes");
			Path written = folder.resolve("archive");
			run("-XX:DumpLoadedClassList=" + classes, "-Dspring.context.exit=onRefresh", "-cp", ClassPath.plain(),
					ProbeApplication.class.getName(), "--server.port=0");
			run("-Xshare:dump", "-XX:SharedClassListFile=" + classes, "-XX:SharedArchiveFile=" + written, "-cp",
					jars());
			Files.move(written, archive, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			org.springframework.util.FileSystemUtils.deleteRecursively(folder);
		}
	}

	private static void run(String... arguments) {
		List<String> command = new ArrayList<>(List.of(TestCluster.java()));
		command.addAll(TestCluster.JVM_OPTIONS);
		command.addAll(Arrays.asList(arguments));
		Jvm jvm = new Jvm(command, Map.of(), folder(), folder().resolve("output/archive.log"));
		try {
			int code = jvm.awaitExit(PATIENCE);
			if (code != 0) {
				throw new AssertionError("exit code " + code);
			}
		}
		finally {
			jvm.kill();
		}
	}

	/**
	 * Return the part of the class path that can be archived: all before its directories.
	 */
	private static String jars() {
		return Arrays.stream(ClassPath.plain().split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar"))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
