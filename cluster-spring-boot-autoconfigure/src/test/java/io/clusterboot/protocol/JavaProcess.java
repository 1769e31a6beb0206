package io.clusterboot.protocol;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a main class of the tests in a JVM of its own.
 */
public final class JavaProcess {

	private JavaProcess() {
	}

	/**
	 * Return a builder for a JVM with this JVM's class path.
	 * @param mainClass the class to run
	 * @param args its arguments
	 * @return the builder
	 */
	public static ProcessBuilder builder(Class<?> mainClass, String... args) {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx64m", "-cp",
				System.getProperty("java.class.path"), mainClass.getName()));
		command.addAll(List.of(args));
		return new ProcessBuilder(command);
	}

	/**
	 * Return whether a process runs no more. A zombie does not run.
	 * @param pid its process id
	 * @return whether it is gone
	 */
	public static boolean isGone(long pid) {
		try {
			String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
			return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
		}
		catch (IOException ex) {
			return true;
		}
	}

}
