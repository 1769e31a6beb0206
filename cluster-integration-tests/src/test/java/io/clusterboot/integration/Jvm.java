package io.clusterboot.integration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process that a test started, with its output in a file of its own.
 *
 * @since 0.1.0
 */
public class Jvm {

	private final Process process;

	private final Path output;

	private final Instant started;

	private Instant ended = Instant.MAX;

	public Jvm(List<String> command, Map<String, String> environment, Path directory, Path output) {
		try {
			Files.createDirectories(output.getParent());
			ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.redirectInput(new File("/dev/null"));
			builder.environment().putAll(environment);
			this.started = Instant.now();
			this.process = builder.start();
			this.output = output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public long pid() {
		return this.process.pid();
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	public void terminate() {
		this.process.destroy();
	}

	public void kill() {
		this.process.destroyForcibly();
	}

	public int awaitExit(Duration timeout) {
		try {
			if (!this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new AssertionError("Process " + pid() + " still runs after " + timeout + "\n" + output());
			}
			this.ended = Instant.now();
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/**
	 * Return how long the process lived.
	 * @return time from its start to the moment when its end was seen
	 */
	Duration lifetime() {
		return Duration.between(this.started, this.ended);
	}

	public String output() {
		try {
			return new String(Files.readAllBytes(this.output), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public List<String> lines() {
		return output().lines().toList();
	}

	public Path outputFile() {
		return this.output;
	}

	/**
	 * Wait until the output matches. Fails at once when the process ended.
	 * @param regex expression to find
	 * @param timeout longest wait
	 * @return the match
	 */
	public Matcher awaitOutput(String regex, Duration timeout) {
		Pattern pattern = Pattern.compile(regex);
		try {
			return Awaitility.await().pollInterval(Duration.ofMillis(25)).atMost(timeout).until(() -> {
				boolean alive = isAlive();
				Matcher matcher = pattern.matcher(output());
				if (!matcher.find() && !alive) {
					throw new AssertionError("Process ended before /" + regex + "/\n" + output());
				}
				return matcher;
			}, (matcher) -> matcher.reset().find());
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError("No /" + regex + "/ in " + timeout + "\n" + output(), ex);
		}
	}

}
