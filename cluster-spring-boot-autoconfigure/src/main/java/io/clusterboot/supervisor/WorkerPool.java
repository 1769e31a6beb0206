package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * Decides what happens to the workers. It has no thread and no clock: whoever calls it
 * does so from one thread and says what time it is. What is said of a process that does
 * not hold its slot any more is ignored.
 */
final class WorkerPool {

	private static final Log logger = LogFactory.getLog(WorkerPool.class);

	private final SupervisorSettings settings;

	private final Forker forker;

	private final Milestones milestones;

	private final List<WorkerHandle> handles;

	private final CrashHandler crashHandler;

	private final Watchdog watchdog;

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private final int generation = 1;

	private long lastId;

	private boolean started;

	private @Nullable Instant stopBy;

	/**
	 * Create a new {@link WorkerPool} instance.
	 * @param settings what the pool keeps to
	 * @param forker forks the workers
	 * @param listener told of the turning points
	 * @param restartPolicy decides how long a slot waits before its next process
	 */
	WorkerPool(SupervisorSettings settings, Forker forker, SupervisorListener listener, RestartPolicy restartPolicy) {
		this.settings = settings;
		this.forker = forker;
		this.milestones = new Milestones(listener);
		this.handles = IntStream.range(0, settings.workers())
			.mapToObj((ordinal) -> new WorkerHandle(ordinal, FailureHistory.none(settings)))
			.toList();
		this.crashHandler = new CrashHandler(settings, restartPolicy, this.milestones, this.handles);
		this.watchdog = new Watchdog(settings);
	}

	int desiredWorkers() {
		return this.handles.size();
	}

	int generation() {
		return this.generation;
	}

	/**
	 * Return the slots in the picture of the cluster, without those whose first start is
	 * still to come.
	 * @param now the time
	 * @return the workers by ordinal
	 */
	List<WorkerStatus> workers(Instant now) {
		return this.handles.stream().filter(WorkerHandle::wasForked).map((handle) -> handle.status(now)).toList();
	}

	/**
	 * Return what completes when the pool was stopped and nobody is left.
	 * @return the future
	 */
	CompletableFuture<Void> stopped() {
		return this.stopped;
	}

	void start() {
		this.started = true;
	}

	/**
	 * Do what is due.
	 * @param now the time
	 */
	void reconcile(Instant now) {
		this.watchdog.check(this.handles, now);
		forkFirst(now);
		forkAgain(now);
		killLate(now);
	}

	/**
	 * Return when the next restart is due. All else can wait for the next tick.
	 * @param latest the answer if nothing is due before
	 * @return the time
	 */
	Instant nextDue(Instant latest) {
		Stream<WorkerHandle> waiting = forks() ? this.handles.stream() : Stream.empty();
		return waiting.map((handle) -> handle.nextDue(latest)).min(Instant::compareTo).orElse(latest);
	}

	void note(long id, String event) {
		find(id).ifPresent((handle) -> logger.debug(handle.name() + " " + event));
	}

	void workerReady(long id, Instant now) {
		find(id).filter(this::mayServe).ifPresent((handle) -> {
			handle.ready(now);
			logger.info(handle.name() + " ready in " + Words.seconds(handle.run().uptime(now), 2));
			this.milestones.workerReady(this.handles);
		});
	}

	void heartbeat(long id, WorkerLoad load, Instant now) {
		find(id).ifPresent((handle) -> {
			handle.run().heartbeat(load, now);
			this.watchdog.heard(handle);
		});
	}

	void disconnected(long id, Instant now) {
		note(id, "closed its control channel");
		find(id).ifPresent((handle) -> handle.run().disconnected(now));
	}

	void workerExited(long id, WorkerExit exit, Instant now) {
		find(id).ifPresent((handle) -> {
			WorkerExit explained = handle.run().explain(exit);
			if (handle.is(WorkerState.STOPPING)) {
				handle.exitedAsAsked(explained);
				logger.info(handle.name() + " " + Words.exit(explained));
			}
			else {
				this.crashHandler.crashed(handle, explained, now);
			}
			completeWhenGone();
		});
	}

	/**
	 * Ask all workers to leave, all at once. Nobody is forked any more.
	 * @param now the time, from which the deadline counts
	 */
	void stop(Instant now) {
		if (this.stopBy == null) {
			this.stopBy = now.plus(this.settings.shutdownTimeout());
			this.handles.forEach(WorkerHandle::stop);
			completeWhenGone();
		}
	}

	private void forkFirst(Instant now) {
		if (!forks()) {
			return;
		}
		boolean alone = this.settings.pilot() && !this.milestones.hasServed();
		long starting = running().filter((handle) -> handle.is(WorkerState.STARTING)).count();
		this.handles.stream()
			.limit(alone ? 1 : this.handles.size())
			.filter((handle) -> !handle.wasForked())
			.limit(Math.max(0, this.settings.parallelism() - starting))
			.forEach((handle) -> handle.started(fork(handle, now)));
	}

	private void forkAgain(Instant now) {
		this.handles.stream()
			.filter((handle) -> forks() && handle.isRestartDue(now))
			.forEach((handle) -> handle.restarted(fork(handle, now)));
	}

	private WorkerRun fork(WorkerHandle handle, Instant now) {
		WorkerIdentity identity = new WorkerIdentity(++this.lastId, handle.ordinal(), this.generation);
		return new WorkerRun(identity, this.forker.fork(identity), now);
	}

	private void killLate(Instant now) {
		if (this.stopBy != null && !now.isBefore(this.stopBy)) {
			running().filter((handle) -> !handle.run().isKilled()).forEach((handle) -> {
				logger.warn(Words.say("%s did not stop within %s; SIGKILL", handle.name(),
						Words.delay(this.settings.shutdownTimeout())));
				handle.run().kill();
			});
		}
	}

	private void completeWhenGone() {
		if (this.stopBy != null && running().findAny().isEmpty()) {
			this.stopped.complete(null);
		}
	}

	private boolean forks() {
		return this.started && this.stopBy == null && !this.milestones.isOver();
	}

	private boolean mayServe(WorkerHandle handle) {
		return handle.is(WorkerState.STARTING) && !handle.run().isCondemned();
	}

	private Stream<WorkerHandle> running() {
		return this.handles.stream().filter((handle) -> handle.state().hasProcess());
	}

	private Optional<WorkerHandle> find(long id) {
		return this.handles.stream().filter((handle) -> handle.holds(id)).findFirst();
	}

}
