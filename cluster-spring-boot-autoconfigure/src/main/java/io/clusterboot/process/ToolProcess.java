package io.clusterboot.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A JVM of the same JDK that does something for the primary and runs nothing of the
 * application: it gets none of the user's options, agents or tokens.
 *
 * @since 0.1.0
 */
public final class ToolProcess {

	private static final List<String> NICE = List.of("/usr/bin/nice", "/bin/nice");

	private static final String MOST = "1000";

	private static final long KILL_SECONDS = 5;

	private static final String STACK_FRAME = "\\s+(at |\\.\\.\\. ).*";

	private static final int MAX_OUTPUT = 64 * 1024;

	private static final Log logger = LogFactory.getLog(ToolProcess.class);

	private final Process process;

	private final Path output;

	private ToolProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	/**
	 * Start a JVM.
	 * @param arguments its options, main class and arguments
	 * @param output the file that gets all that it prints
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public static ToolProcess start(List<String> arguments, Path output) throws IOException {
		return start(List.of(), arguments, output);
	}

	/**
	 * Start a JVM that leaves the processors to everybody else, where the system has
	 * {@code nice}, and is the first to be killed where Linux has no memory left.
	 * @param arguments its options, main class and arguments
	 * @param output the file that gets all that it prints
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public static ToolProcess startInBackground(List<String> arguments, Path output) throws IOException {
		List<String> prefix = NICE.stream()
			.filter((program) -> Files.isExecutable(Path.of(program)))
			.limit(1)
			.flatMap((program) -> List.of(program, "-n", "19").stream())
			.toList();
		ToolProcess started = start(prefix, arguments, output);
		started.dieFirst();
		return started;
	}

	private void dieFirst() {
		try {
			Files.writeString(Path.of("/proc", Long.toString(this.process.pid()), "oom_score_adj"), MOST);
		}
		catch (IOException ex) {
			logger.debug("What runs in the background is as likely to be killed as anybody else", ex);
		}
	}

	private static ToolProcess start(List<String> prefix, List<String> arguments, Path output) throws IOException {
		List<String> command = new ArrayList<>(prefix);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.redirectInput(new File("/dev/null"));
		builder.environment().keySet().removeAll(OptionVariable.ALL);
		builder.environment().keySet().removeAll(WorkerCommandBuilder.PRIMARYS_OWN);
		return new ToolProcess(builder.start(), output);
	}

	/**
	 * Wait until the process has done its work.
	 * @param timeout how long it may take; it is killed then
	 * @throws IOException if it failed or was killed, with the last that it printed
	 * @throws InterruptedException if the thread is interrupted; the process is killed
	 */
	public void await(Duration timeout) throws IOException, InterruptedException {
		try {
			if (!this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				killAndWait();
				throw new IOException("it took more than " + timeout.toSeconds() + " s");
			}
		}
		catch (InterruptedException ex) {
			killAndWait();
			throw ex;
		}
		if (this.process.exitValue() != 0) {
			throw new IOException("exit code " + this.process.exitValue() + ": " + lastLine());
		}
	}

	private void killAndWait() throws InterruptedException {
		kill();
		// Whoever deletes what it wrote shall find nothing new there.
		this.process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
	}

	private String lastLine() throws IOException {
		byte[] bytes = Files.readAllBytes(this.output);
		int start = Math.max(0, bytes.length - MAX_OUTPUT);
		String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
		return text.lines()
			.filter((line) -> !line.isBlank() && !line.matches(STACK_FRAME))
			.reduce("no output", (first, second) -> second.strip());
	}

	/**
	 * End the process at once, if it runs.
	 */
	public void kill() {
		this.process.destroyForcibly();
	}

}
