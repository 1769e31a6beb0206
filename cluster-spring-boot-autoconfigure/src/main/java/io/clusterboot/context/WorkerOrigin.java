package io.clusterboot.context;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterSettings;
import io.clusterboot.WorkerChange;
import io.clusterboot.cache.CachedGenerations;
import io.clusterboot.process.ExitForensics;
import io.clusterboot.process.JvmWorkerLauncher;
import io.clusterboot.process.OutputRelay;
import io.clusterboot.process.WorkerAffinity;
import io.clusterboot.process.ZombieReaper;
import io.clusterboot.protocol.ControlDirectory;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.supervisor.Supervisor;
import io.clusterboot.supervisor.SupervisorListener;
import io.clusterboot.supervisor.WorkerLauncher;

/**
 * What workers come from: the ports that they share, what they run and how they are
 * forked.
 */
class WorkerOrigin implements AutoCloseable {

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

	private final PrimarySettings settings;

	private final SharedPorts ports;

	private final PrimaryJar jar;

	private final WorkerAffinity affinity;

	private final AtomicReference<@Nullable PortSharing> sharing = new AtomicReference<>();

	WorkerOrigin(PrimarySettings settings, SharedPorts ports, PrimaryJar jar) {
		this.settings = settings;
		this.ports = ports;
		this.jar = jar;
		this.affinity = WorkerAffinity.of(settings.processors().bound(),
				OnDemandThreads.one("cluster-affinity", KEEP_ALIVE));
	}

	/**
	 * Be told of a step in a worker's life.
	 * @param change the step
	 */
	void changed(WorkerChange change) {
		this.jar.changed(change);
		this.affinity.changed(change);
	}

	/**
	 * Return the port of the application.
	 * @return the port, never 0
	 */
	int port() {
		return this.ports.main();
	}

	/**
	 * Return what keeps the workers alive, not started yet.
	 * @param current what forks are started with at the time
	 * @param directory where workers find the control channel
	 * @param channel the control channel
	 * @param interrupt tells a worker that was interrupted from one that crashed
	 * @param outcome told of the turning points
	 * @return the supervisor
	 */
	Supervisor supervisor(Supplier<ClusterSettings> current, ControlDirectory directory, ControlServer channel,
			TerminalInterrupt interrupt, SupervisorListener outcome) {
		CachedGenerations generations = this.jar.generations();
		PortSharing sharing = PortSharing.of(this.ports, this.settings.sharing(), this.settings.count().workers(),
				channel::send);
		this.sharing.set(sharing);
		WorkerForks forks = new WorkerForks(this.settings, current, this.ports.marker(), directory, channel,
				generations, sharing.lending());
		JvmWorkerLauncher launcher = new JvmWorkerLauncher(forks::fork, new OutputRelay(), new ExitForensics());
		new ZombieReaper(launcher::pids).start();
		WorkerLauncher patient = new RememberingLauncher(interrupt.waiting(forks.revoking(launcher)), launcher);
		return new Supervisor(this.settings.supervision(), patient, outcome, ProcessHandle.current().pid(),
				Instant.now(), new AffinitySteering(sharing.steering(), this.affinity), generations);
	}

	@Override
	public void close() {
		this.jar.close();
		PortSharing sharing = this.sharing.getAndSet(null);
		if (sharing != null) {
			sharing.close().run();
		}
		this.ports.close();
	}

}
