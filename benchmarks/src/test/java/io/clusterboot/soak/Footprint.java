package io.clusterboot.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.clusterboot.integration.Processes;

/**
 * What a process holds.
 *
 * @param descriptors open descriptors by kind
 * @param threads number of threads
 * @param zombies processes that it has not reaped
 * @param heap bytes of live objects
 * @param rss resident bytes
 * @param controlDirectories control directories in its folder for temporary files
 */
record Footprint(Map<String, Integer> descriptors, int threads, int zombies, long heap, long rss,
		int controlDirectories) {

	private static final Pattern HEAP = Pattern.compile("(?:generation|heap)\\s+total.*?used (\\d+)K");

	static Footprint of(long pid, Path temporary) {
		// First, as it leaves a thread behind.
		long heap = heap(pid);
		return new Footprint(descriptors(pid), (int) status(pid, "Threads"), Processes.zombiesOf(pid).size(), heap,
				Processes.memory(pid, "VmRSS"), count(temporary, "cluster-"));
	}

	/**
	 * Return the part that must not grow, whatever classes were loaded since.
	 * @return the number of sockets, pipes and other anonymous descriptors
	 */
	int connections() {
		return this.descriptors.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().equals("file"))
			.mapToInt(Map.Entry::getValue)
			.sum();
	}

	private static Map<String, Integer> descriptors(long pid) {
		Map<String, Integer> kinds = new TreeMap<>();
		for (Path descriptor : list(Path.of("/proc/" + pid + "/fd"))) {
			try {
				String target = Files.readSymbolicLink(descriptor).toString();
				kinds.merge(target.startsWith("/") ? "file" : target.replaceAll(":\\[?\\d+]?$", ""), 1, Integer::sum);
			}
			catch (IOException ex) {
				// It was closed since.
			}
		}
		return kinds;
	}

	/**
	 * Return a process' share of memory: its own, and its part of what it shares.
	 * @param pid process id
	 * @return bytes
	 */
	static long pss(long pid) {
		return field(read(Path.of("/proc/" + pid + "/smaps_rollup")), "Pss") * 1024;
	}

	private static long status(long pid, String name) {
		return field(read(Path.of("/proc/" + pid + "/status")), name);
	}

	private static long field(String text, String name) {
		Matcher matcher = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(text);
		return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
	}

	private static long heap(long pid) {
		jcmd(pid, "GC.run");
		Matcher matcher = HEAP.matcher(jcmd(pid, "GC.heap_info"));
		long kilobytes = 0;
		while (matcher.find()) {
			kilobytes += Long.parseLong(matcher.group(1));
		}
		return kilobytes * 1024;
	}

	private static String jcmd(long pid, String command) {
		try {
			Process process = new ProcessBuilder(Target.java("jcmd"), Long.toString(pid), command)
				.redirectErrorStream(true)
				.start();
			String output = new String(process.getInputStream().readAllBytes());
			if (process.waitFor() != 0) {
				throw new IllegalStateException(output);
			}
			return output;
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static int count(Path folder, String prefix) {
		return (int) list(folder).stream().filter((file) -> file.getFileName().toString().startsWith(prefix)).count();
	}

	private static java.util.List<Path> list(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
		catch (IOException ex) {
			return java.util.List.of();
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
