package io.clusterboot.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.supervisor.ForkRequest;
import io.clusterboot.supervisor.WorkerProcess;

/**
 * Starts real processes through a {@link JvmWorkerLauncher} and ends them.
 */
final class Launches implements AutoCloseable {

	static final String JAVA = ProcessHandle.current().info().command().orElseThrow();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private final List<Launch> launches = new ArrayList<>();

	private final JvmWorkerLauncher launcher;

	private List<String> command = List.of();

	private Path directory;

	private boolean silent;

	Launches() {
		this(new QuitSignal(), Duration.ofMinutes(1));
	}

	Launches(QuitSignal quit, Duration drainTimeout) {
		this(null, new ExitForensics(), quit, drainTimeout);
	}

	Launches(OutputStream destination) {
		this(destination, new ExitForensics(), new QuitSignal(), Duration.ofMinutes(1));
	}

	Launches(ExitForensics forensics) {
		this(null, forensics, new QuitSignal(), Duration.ofMinutes(1));
	}

	private Launches(OutputStream destination, ExitForensics forensics, QuitSignal quit, Duration drainTimeout) {
		OutputRelay relay = (destination != null) ? new OutputRelay(destination, destination)
				: new OutputRelay(this.out, this.err);
		this.launcher = new JvmWorkerLauncher((request) -> new ForkSpec(this.command, Map.of("GREETING", "hello"),
				this.directory, this.silent, ProcessStarter.WITHOUT_INPUT), relay, forensics, quit, drainTimeout);
	}

	/**
	 * Start all that follow in another directory.
	 * @param directory the directory
	 * @return this
	 */
	Launches in(Path directory) {
		this.directory = directory;
		return this;
	}

	/**
	 * Drop what all that follow print.
	 * @return this
	 */
	Launches silent() {
		this.silent = true;
		return this;
	}

	Launch shell(String script) throws IOException {
		return start("/bin/sh", "-c", script);
	}

	Launch probe(Path folder, String mode, String... options) throws IOException {
		List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
				"-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("hs_err_pid%p.log")));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", Classpath.of(JvmProbe.class), JvmProbe.class.getName(), mode));
		return start(command.toArray(String[]::new));
	}

	Launch start(String... command) throws IOException {
		this.command = List.of(command);
		int ordinal = this.launches.size();
		List<WorkerExit> exits = new CopyOnWriteArrayList<>();
		WorkerProcess process = this.launcher
			.launch(new ForkRequest(new WorkerIdentity(ordinal + 1, ordinal, 1), 1, Map.of()), exits::add);
		Launch launch = new Launch(process, exits);
		this.launches.add(launch);
		return launch;
	}

	JvmWorkerLauncher launcher() {
		return this.launcher;
	}

	String out() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

	String err() {
		return this.err.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.launches.forEach((launch) -> launch.process().kill());
		this.launches.forEach(Launch::awaitExit);
	}

	/**
	 * One process.
	 *
	 * @param process the process
	 * @param exits what was told about its end
	 */
	record Launch(WorkerProcess process, List<WorkerExit> exits) {

		WorkerExit awaitExit() {
			Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5)).until(this::exited);
			return this.exits.get(0);
		}

		boolean exited() {
			return !this.exits.isEmpty();
		}

	}

}
