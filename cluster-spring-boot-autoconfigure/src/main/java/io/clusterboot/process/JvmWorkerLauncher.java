package io.clusterboot.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.supervisor.ForkRequest;
import io.clusterboot.supervisor.WorkerLauncher;
import io.clusterboot.supervisor.WorkerProcess;

/**
 * Starts worker JVMs, relays what they print and tells how they ended.
 *
 * @since 0.1.0
 */
public final class JvmWorkerLauncher implements WorkerLauncher {

	private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);

	private final WorkerCommandFactory commands;

	private final OutputRelay output;

	private final ExitForensics forensics;

	private final QuitSignal quit;

	private final Duration drainTimeout;

	private final ForkedWorkers workers = new ForkedWorkers();

	/**
	 * Create a new {@link JvmWorkerLauncher} instance.
	 * @param commands says what a worker is started with
	 * @param output relays what workers print
	 * @param forensics finds out why a worker ended
	 */
	public JvmWorkerLauncher(WorkerCommandFactory commands, OutputRelay output, ExitForensics forensics) {
		this(commands, output, forensics, new QuitSignal(), DRAIN_TIMEOUT);
	}

	JvmWorkerLauncher(WorkerCommandFactory commands, OutputRelay output, ExitForensics forensics, QuitSignal quit,
			Duration drainTimeout) {
		this.commands = commands;
		this.output = output;
		this.forensics = forensics;
		this.quit = quit;
		this.drainTimeout = drainTimeout;
	}

	@Override
	public WorkerProcess launch(ForkRequest request, Consumer<WorkerExit> onExit) throws IOException {
		WorkerIdentity identity = request.identity();
		ForkSpec spec = this.commands.create(request);
		ExitForensics.Case examination = this.forensics.open();
		Process process = start(spec);
		try {
			watch(identity, process, examination, relay(identity, process, spec), onExit);
		}
		catch (OutOfMemoryError ex) {
			// No thread to be had (a limit on processes): nobody would see this one end.
			process.toHandle().destroyForcibly();
			this.workers.ended(identity.id(), process.pid());
			throw new IOException("No thread for pid " + process.pid() + ": " + ex.getMessage(), ex);
		}
		return new JvmWorkerProcess(process, identity.ordinal(), this.quit);
	}

	/**
	 * Return the pids of the workers that run.
	 * @return the pids of all workers whose end was not seen yet
	 */
	public Set<Long> pids() {
		return this.workers.pids();
	}

	/**
	 * Return what a worker printed last, for messages about its failed start. Known as
	 * long as the worker runs and for some exits after.
	 * @param workerId id of the worker
	 * @param count how many lines at most
	 * @return the lines as they were printed, oldest first; none if the worker is not
	 * known any more
	 */
	public List<String> lastLines(long workerId, int count) {
		return this.workers.lastLines(workerId, count);
	}

	private Process start(ForkSpec spec) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(spec.command());
		builder.environment().clear();
		builder.environment().putAll(spec.environment());
		if (spec.directory() != null) {
			builder.directory(spec.directory().toFile());
		}
		try {
			return spec.starter().start(builder);
		}
		catch (IOException ex) {
			throw SpawnHelperFailure.explain(ex);
		}
	}

	private RelayedOutput relay(WorkerIdentity identity, Process process, ForkSpec spec) {
		OutputRelay relay = spec.silent() ? OutputRelay.silent() : this.output;
		return relay.relay(identity.ordinal(), process.getInputStream(), process.getErrorStream());
	}

	private void watch(WorkerIdentity identity, Process process, ExitForensics.Case examination, RelayedOutput relayed,
			Consumer<WorkerExit> onExit) {
		this.workers.add(identity.id(), process.pid(), relayed.tail());
		ExitWatch watch = new ExitWatch(process, relayed, examination, this.drainTimeout,
				() -> this.workers.ended(identity.id(), process.pid()), onExit);
		DaemonThreads.start("cluster-exit-" + identity.ordinal(), watch);
	}

}
