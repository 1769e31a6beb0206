package io.clusterboot.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * Looks at the system's processes the way an operator does.
 *
 * @since 0.1.0
 */
public final class Processes {

	private Processes() {
	}

	/**
	 * Return the workers of a primary, orphans included, by the marker on their command
	 * line.
	 * @param primary process id of the primary
	 * @return process ids of live workers
	 */
	public static List<Long> workersOf(long primary) {
		String marker = "-Dcluster.worker.primary=" + primary + "\0";
		List<Long> workers = new ArrayList<>();
		ProcessHandle.allProcesses()
			.map(ProcessHandle::pid)
			.filter((pid) -> commandLine(pid).contains(marker) && isAlive(pid))
			.forEach(workers::add);
		return workers;
	}

	public static String commandLine(long pid) {
		return read(Path.of("/proc/" + pid + "/cmdline"));
	}

	/**
	 * Return the environment that a process was started with.
	 * @param pid process id
	 * @return variables in the form {@code NAME=value}
	 */
	public static List<String> environment(long pid) {
		return List.of(read(Path.of("/proc/" + pid + "/environ")).split("\0"));
	}

	/**
	 * Return whether a process lives; a zombie does not.
	 * @param pid process id
	 * @return {@code true} if it lives
	 */
	public static boolean isAlive(long pid) {
		return stat(pid).matches("(?s)[^ZX].*");
	}

	private static boolean isStopped(long pid) {
		try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
			return threads.allMatch((thread) -> state(thread.resolve("stat")).startsWith("T"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what the system says of a process, from its state on.
	 */
	private static String stat(long pid) {
		return state(Path.of("/proc/" + pid + "/stat"));
	}

	private static String state(Path file) {
		String stat = read(file);
		return stat.substring(stat.lastIndexOf(')') + 1).strip();
	}

	/**
	 * Return the processes that a process has to reap once they end, those that have
	 * ended included.
	 * @param parent process id
	 * @return process ids
	 */
	public static List<Long> childrenOf(long parent) {
		return ProcessHandle.allProcesses()
			.map(ProcessHandle::pid)
			.filter((pid) -> stat(pid).matches("(?s). " + parent + " .*"))
			.toList();
	}

	/**
	 * Return the processes that have ended and that a process has not reaped.
	 * @param parent process id
	 * @return process ids
	 */
	public static List<Long> zombiesOf(long parent) {
		return childrenOf(parent).stream().filter((pid) -> stat(pid).startsWith("Z")).toList();
	}

	/**
	 * Return what a process occupies in memory.
	 * @param pid process id
	 * @param field {@code VmRSS}, or {@code VmHWM} for the most it ever was
	 * @return bytes
	 */
	public static long memory(long pid, String field) {
		Matcher matcher = Pattern.compile("(?m)^" + field + ":\\s+(\\d+) kB")
			.matcher(read(Path.of("/proc/" + pid + "/status")));
		if (!matcher.find()) {
			throw new AssertionError("No " + field + " of process " + pid);
		}
		return Long.parseLong(matcher.group(1)) * 1024;
	}

	public static int descriptors(long pid) {
		try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
			return (int) files.count();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/**
	 * Return the sockets of this machine as the kernel lists them.
	 * @return one line for each, of IPv4 and IPv6
	 */
	static List<String> tcpSockets() {
		List<String> sockets = new ArrayList<>(read(Path.of("/proc/net/tcp")).lines().toList());
		sockets.addAll(read(Path.of("/proc/net/tcp6")).lines().toList());
		return sockets;
	}

	public static void signal(String signal, long pid) {
		kill(signal, Long.toString(pid));
	}

	/**
	 * Have a process stand still, which is a little after it was told to.
	 * @param pid process id
	 */
	static void stop(long pid) {
		signal("STOP", pid);
		Awaitility.await().atMost(TestCluster.START).until(() -> isStopped(pid));
	}

	/**
	 * Send a signal to a whole process group, as a terminal does.
	 * @param signal name without {@code SIG}
	 * @param leader process id of the group's leader
	 */
	static void signalGroup(String signal, long leader) {
		kill(signal, "-" + leader);
	}

	private static void kill(String signal, String target) {
		try {
			int code = new ProcessBuilder("kill", "-" + signal, "--", target).start().waitFor();
			if (code != 0) {
				throw new AssertionError("kill -" + signal + " " + target + " failed with " + code);
			}
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return "";
		}
	}

}
