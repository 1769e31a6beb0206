package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The kills of the kernel's OOM killer in this process's control group, each of which
 * explains one exit.
 */
final class OomKills {

	private static final String COUNTER = "oom_kill ";

	private final @Nullable Path file;

	private long explained;

	OomKills(Optional<Path> file) {
		this.file = file.orElse(null);
		this.explained = read();
	}

	static OomKills ofThisProcess() {
		return new OomKills(OomKillFile.find(Path.of("/proc/self/cgroup"), Path.of("/proc/self/mountinfo")));
	}

	/**
	 * Forget the kills until now, which nobody claimed: they hit other processes.
	 */
	synchronized void forget() {
		this.explained = Math.max(this.explained, read());
	}

	/**
	 * Take one of the kills that explain no exit yet.
	 * @return whether there was one
	 */
	synchronized boolean claim() {
		if (read() <= this.explained) {
			return false;
		}
		this.explained++;
		return true;
	}

	private long read() {
		if (this.file == null) {
			return 0;
		}
		try (Stream<String> lines = Files.lines(this.file)) {
			return lines.filter((line) -> line.startsWith(COUNTER))
				.mapToLong((line) -> Long.parseLong(line.substring(COUNTER.length()).strip()))
				.findFirst()
				.orElse(0);
		}
		catch (IOException | RuntimeException ex) {
			// An exit without this explanation is better than none that is told.
			return 0;
		}
	}

}
