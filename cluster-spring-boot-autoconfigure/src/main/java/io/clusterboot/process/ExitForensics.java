package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerExit;

/**
 * Finds out why a worker ended: from its exit code, from what its JVM printed last, from
 * the error file of a crash and from the kernel's count of OOM kills.
 *
 * @since 0.1.0
 */
public final class ExitForensics {

	private final Clock clock;

	private final OomKills oomKills;

	private final Path workingDirectory;

	/**
	 * Create a new {@link ExitForensics} instance for workers that share control group
	 * and working directory with this process.
	 */
	public ExitForensics() {
		this(Clock.systemUTC(), OomKills.ofThisProcess(), Path.of("").toAbsolutePath());
	}

	ExitForensics(Clock clock, OomKills oomKills, Path workingDirectory) {
		this.clock = clock;
		this.oomKills = oomKills;
		this.workingDirectory = workingDirectory;
	}

	/**
	 * Open the case of a worker that is about to be forked.
	 * @return the case
	 */
	Case open() {
		this.oomKills.forget();
		return new Case(this.clock.instant());
	}

	/**
	 * What is known about the end of one worker.
	 */
	final class Case {

		private final Instant opened;

		private Instant exited;

		private int code;

		private boolean oomKilled;

		private Case(Instant opened) {
			// Some file systems keep no more of a time.
			this.opened = opened.truncatedTo(ChronoUnit.SECONDS);
			this.exited = opened;
		}

		/**
		 * Note that the process has ended, and what others could change soon.
		 * @param code the exit code
		 */
		void exited(int code) {
			this.exited = ExitForensics.this.clock.instant();
			this.code = code;
			this.oomKilled = Signals.isKill(code) && ExitForensics.this.oomKills.claim();
		}

		/**
		 * Return how the process ended.
		 * @param pid its process id
		 * @param tail what it printed last
		 * @return how the process ended
		 */
		WorkerExit conclude(long pid, OutputTail tail) {
			JvmLastWords words = JvmLastWords.in(tail.lines());
			boolean outOfMemory = this.oomKilled || (this.code != 0 && words.outOfMemory() != null);
			return new WorkerExit(this.code, Signals.name(this.code), reason(pid, words), this.exited, outOfMemory);
		}

		/**
		 * Return the exit without a look at anything else.
		 * @param code the exit code
		 * @return how the process ended
		 */
		WorkerExit unexplained(int code) {
			return new WorkerExit(code, Signals.name(code), "its end could not be explained", this.exited);
		}

		private String reason(long pid, JvmLastWords words) {
			if (this.oomKilled) {
				return "killed by the kernel's OOM killer";
			}
			String inner = (this.code != 0) ? innerReason(pid, words) : null;
			return (inner != null) ? inner : outerReason();
		}

		private @Nullable String innerReason(long pid, JvmLastWords words) {
			String errorFile = (words.errorFile() != null) ? words.errorFile() : errorFile(pid);
			String crash = (errorFile != null) ? "JVM crashed, see " + errorFile : null;
			if (words.outOfMemory() == null) {
				return crash;
			}
			return "out of memory: " + words.outOfMemory() + ((crash != null) ? "; " + crash : "");
		}

		private String outerReason() {
			String signal = Signals.name(this.code);
			return (signal != null) ? "killed by " + signal : "exited with code " + this.code;
		}

		private @Nullable String errorFile(long pid) {
			Path file = ExitForensics.this.workingDirectory.resolve("hs_err_pid" + pid + ".log");
			return isOfThisProcess(file) ? file.toString() : null;
		}

		private boolean isOfThisProcess(Path file) {
			try {
				// An older one is of another process that had the same pid.
				return Files.exists(file) && !Files.getLastModifiedTime(file).toInstant().isBefore(this.opened);
			}
			catch (IOException ex) {
				return false;
			}
		}

	}

}
