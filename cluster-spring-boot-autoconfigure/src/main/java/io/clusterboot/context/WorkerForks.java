package io.clusterboot.context;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterSettings;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.cache.CachedCommand;
import io.clusterboot.cache.CachedGenerations;
import io.clusterboot.process.ForkSpec;
import io.clusterboot.process.HeapShare;
import io.clusterboot.process.PortProbe;
import io.clusterboot.process.PrimaryCommand;
import io.clusterboot.process.WorkerCommand;
import io.clusterboot.protocol.ControlDirectory;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Leftovers;
import io.clusterboot.supervisor.ForkRequest;
import io.clusterboot.supervisor.WorkerLauncher;

/**
 * Says how each worker is forked: the primary's own command line, the worker's marker and
 * a token for the control channel.
 */
class WorkerForks {

	private static final Log logger = LogFactory.getLog(WorkerForks.class);

	private final PrimarySettings settings;

	private final Supplier<ClusterSettings> current;

	private final String ports;

	private final ControlDirectory directory;

	private final ControlServer server;

	private final CachedGenerations generations;

	private final SocketLending sockets;

	private final AtomicInteger told = new AtomicInteger();

	WorkerForks(PrimarySettings settings, Supplier<ClusterSettings> current, String ports, ControlDirectory directory,
			ControlServer server, CachedGenerations generations, SocketLending sockets) {
		this.generations = generations;
		this.sockets = sockets;
		this.settings = settings;
		this.current = current;
		this.ports = ports;
		this.directory = directory;
		this.server = server;
	}

	/**
	 * Say how a worker is forked.
	 * @param request the worker
	 * @return what to start
	 * @throws IOException if a file of its command line cannot be written
	 */
	ForkSpec fork(ForkRequest request) throws IOException {
		WorkerIdentity worker = request.identity();
		ClusterSettings current = this.current.get();
		Map<String, String> environment = new TreeMap<>(current.environment());
		environment.putAll(request.environment());
		environment.put(WorkerSettings.TOKEN, this.server.issueToken(worker));
		CachedCommand cached = this.generations.command(worker);
		List<String> options = new ArrayList<>(options(request));
		List<String> further = further(current, environment);
		options.addAll(this.settings.processors().options(request.workers(), further));
		options.addAll(cached.options());
		WorkerCommand command = WorkerCommand.of(withHeap(cached.command(), request, further), worker, options,
				current.jvmArgs(), environment, program(current), this.directory.path(), PortProbe.binding());
		command.notes().forEach(logger::info);
		tellParts(request.workers());
		return new ForkSpec(command.arguments(), command.environment(), current.directory(), current.silent(),
				this.sockets.lend(worker));
	}

	/**
	 * Return the options that a worker has and this JVM does not.
	 * @param current what forks are started with now
	 * @param environment what is added to the worker's environment
	 * @return options, and variables that hold some
	 */
	private static List<String> further(ClusterSettings current, Map<String, String> environment) {
		List<String> further = new ArrayList<>(current.jvmArgs());
		PrimaryCommand.variables(environment).forEach(further::add);
		return further;
	}

	private PrimaryCommand withHeap(PrimaryCommand command, ForkRequest request, List<String> further) {
		HeapShare share = this.settings.heap().share(request.workers());
		if (share == null) {
			return command;
		}
		boolean adaptive = this.settings.processors().isAdaptive(request.workers(), further);
		return command.withHeap(adaptive ? share : share.notAdaptive());
	}

	private void tellParts(int workers) {
		int before = this.told.getAndSet(workers);
		if (before == workers) {
			return;
		}
		this.settings.heap().describe(workers).forEach(logger::info);
		if (workers > 1 || before > 1) {
			this.settings.divided().describe(workers).forEach(logger::info);
		}
	}

	/**
	 * Return the arguments of the program where they are not the primary's.
	 * @param current what forks are started with now
	 * @return the arguments, or {@code null} for the primary's
	 */
	private @Nullable List<String> program(ClusterSettings current) {
		return current.arguments().equals(this.settings.arguments()) ? null : current.arguments();
	}

	private List<String> options(ForkRequest request) {
		WorkerIdentity worker = request.identity();
		WorkerSettings marker = new WorkerSettings(worker, this.directory.socket(), ProcessHandle.current().pid(),
				request.workers(), this.ports, this.sockets.origin(), this.settings.supervision().heartbeatInterval(),
				this.settings.supervision().shutdownTimeout());
		List<String> options = new ArrayList<>(marker.options());
		options.addAll(this.settings.workerOptions().apply(worker));
		return options;
	}

	/**
	 * Wrap a launcher so that nothing is left of a worker that is gone or was never
	 * there: neither its token, if it did not use it, nor the files of its command line,
	 * nor its temporary folders.
	 * @param launcher the launcher to wrap
	 * @return a launcher that cleans up
	 */
	WorkerLauncher revoking(WorkerLauncher launcher) {
		return (request, onExit) -> {
			WorkerIdentity worker = request.identity();
			try {
				return launcher.launch(request, (exit) -> {
					this.generations.exited(worker, exit);
					forget(worker);
					onExit.accept(exit);
				});
			}
			catch (IOException | RuntimeException | Error ex) {
				// A process that was forked nevertheless must not join unsupervised.
				this.generations.notForked(worker);
				forget(worker);
				this.sockets.takeBack(worker);
				throw ex;
			}
		};
	}

	private void forget(WorkerIdentity worker) {
		this.server.revoke(worker.id());
		Leftovers.of(this.directory.socket(), worker.id()).remove();
		WorkerCommand.discard(worker, this.directory.path());
	}

}
