package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerChange;
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

	private final Chronicle chronicle;

	private final Slots slots;

	private final CrashHandler crashHandler;

	private final Watchdog watchdog;

	private final Resizer resizer;

	private final Leadership leadership;

	private final Vacancy vacancy = new Vacancy();

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private final int generation = 1;

	private long lastId;

	private boolean started;

	private boolean stopping;

	/**
	 * Create a new {@link WorkerPool} instance.
	 * @param settings what the pool keeps to
	 * @param forker forks the workers
	 * @param listener told of the turning points and of each step of each worker
	 * @param restartPolicy decides how long a slot waits before its next process
	 */
	WorkerPool(SupervisorSettings settings, Forker forker, SupervisorListener listener, RestartPolicy restartPolicy) {
		SupervisorListener safe = new SafeListener(listener);
		this.settings = settings;
		this.forker = forker;
		this.milestones = new Milestones(safe);
		this.chronicle = new Chronicle(safe);
		this.slots = new Slots(settings);
		this.crashHandler = new CrashHandler(settings, restartPolicy, this.milestones, this.slots.all());
		this.watchdog = new Watchdog(settings);
		this.resizer = new Resizer(settings, this.slots, this.chronicle);
		this.leadership = new Leadership(this.slots, this.chronicle);
	}

	int desiredWorkers() {
		return (int) this.slots.all()
			.stream()
			.filter((handle) -> this.stopping || !handle.is(WorkerState.STOPPING))
			.count();
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
		return this.slots.all().stream().filter(WorkerHandle::wasForked).map((handle) -> handle.status(now)).toList();
	}

	/**
	 * Return what completes when the pool was stopped and nobody is left.
	 * @return the future
	 */
	CompletableFuture<Void> stopped() {
		return this.stopped;
	}

	/**
	 * Fail whatever is still waited for, because nobody looks after the workers any more.
	 */
	void close() {
		ClusterUnavailableException failure = new ClusterUnavailableException("The supervisor is closed");
		this.resizer.close(failure);
		this.stopped.completeExceptionally(failure);
	}

	void start() {
		this.started = true;
	}

	/**
	 * Do what is due.
	 * @param now the time
	 */
	void reconcile(Instant now) {
		this.watchdog.check(this.slots.all(), now);
		forkFirst(now);
		forkAgain(now);
		killLate(now);
		this.leadership.settle();
		this.resizer.settle(now);
		this.milestones.lookAround(this.slots.all());
		if (forks() && this.vacancy.lasts(this.slots, now)) {
			this.milestones.nobodyIsLeft(this.slots.all());
		}
	}

	/**
	 * Return when the next restart is due. All else can wait for the next tick.
	 * @param latest the answer if nothing is due before
	 * @return the time
	 */
	Instant nextDue(Instant latest) {
		Stream<WorkerHandle> waiting = forks() ? this.slots.all().stream() : Stream.empty();
		return waiting.map((handle) -> handle.nextDue(latest)).min(Instant::compareTo).orElse(latest);
	}

	void online(long id) {
		find(id, (handle) -> this.chronicle.online(handle.run()));
	}

	void listening(long id, String address, int port) {
		find(id, (handle) -> this.chronicle.listening(handle.run(), address, port));
	}

	void workerReady(long id, Instant now) {
		find(id, (handle) -> {
			if (handle.is(WorkerState.STARTING) && !handle.run().isCondemned()) {
				handle.ready(now);
				logger.info(handle.name() + " ready in " + Words.seconds(handle.run().uptime(now), 2));
				this.chronicle.ready(handle.run());
				this.milestones.workerReady(this.slots.all());
			}
		});
	}

	void leadershipReleased(long id) {
		this.leadership.released(id);
	}

	void heartbeat(long id, WorkerLoad load, Instant now) {
		find(id, (handle) -> {
			handle.run().heartbeat(load, now);
			this.watchdog.heard(handle);
		});
	}

	void disconnected(long id, Instant now) {
		find(id, (handle) -> handle.run().disconnected(now));
		this.chronicle.disconnected(id);
	}

	void workerExited(long id, WorkerExit exit, Instant now) {
		find(id, (handle) -> {
			WorkerExit explained = handle.run().explain(exit);
			if (handle.is(WorkerState.STOPPING)) {
				left(handle, explained);
			}
			else {
				this.crashHandler.crashed(handle, explained, now);
			}
			this.chronicle.exited(handle.run(), explained);
			completeWhenGone(now);
		});
	}

	private void left(WorkerHandle handle, WorkerExit exit) {
		handle.exitedAsAsked(exit);
		logger.info(handle.name() + " " + Words.exit(exit));
		if (!this.stopping) {
			this.slots.remove(handle);
		}
	}

	/**
	 * Ask all workers to leave, all at once. Nobody is forked any more.
	 * @param now the time, from which the deadline counts
	 */
	void stop(Instant now) {
		if (!this.stopping) {
			this.stopping = true;
			this.slots.all().forEach((handle) -> this.resizer.leave(handle, now));
			this.resizer.abandon();
			completeWhenGone(now);
		}
	}

	/**
	 * Fork one worker more, at once. If that fails nobody tries again without being
	 * asked.
	 * @param environment environment variables of its own
	 * @param now the time
	 * @return the worker
	 * @throws ClusterOperationException if it cannot be forked, or the cluster ends
	 */
	WorkerChange.Forked fork(Map<String, String> environment, Instant now) {
		requireForks();
		Map<String, String> own = Map.copyOf(environment);
		WorkerHandle handle = this.slots.vacant();
		WorkerRun run = launch(handle, own, now);
		requireForked(handle, run);
		handle.environment(own);
		handle.started(run);
		this.chronicle.forked(run);
		return new WorkerChange.Forked(run.identity(), run.process().pid());
	}

	private void requireForked(WorkerHandle handle, WorkerRun run) {
		if (run.failure() != null) {
			if (!handle.wasForked()) {
				this.slots.remove(handle);
			}
			String reason = Words.name(run.identity(), 0) + " " + run.failure();
			logger.warn(reason);
			throw new ClusterOperationException(reason);
		}
	}

	/**
	 * Have so many workers.
	 * @param workers how many, at least 1
	 * @param now the time
	 * @return completes when those that were missing are ready and the others gone
	 * @throws ClusterOperationException if that is not possible now
	 */
	CompletableFuture<Void> scale(int workers, Instant now) {
		requireForks();
		if (workers < 1) {
			throw new ClusterOperationException(Words.say("%d workers are not possible, at least 1 is", workers));
		}
		return this.resizer.scale(workers, now);
	}

	/**
	 * Have all workers leave for good.
	 * @param now the time
	 * @return completes when they are gone
	 * @throws ClusterOperationException if the cluster ends
	 */
	CompletableFuture<Void> leaveAll(Instant now) {
		requireForks();
		return this.resizer.leaveAll(now);
	}

	/**
	 * Have one worker leave for good.
	 * @param id the worker's id
	 * @param kill whether it gets no time to leave
	 * @param now the time
	 */
	void leave(long id, boolean kill, Instant now) {
		find(id, (handle) -> {
			this.resizer.leave(handle, now);
			if (kill) {
				handle.run().kill();
			}
		});
	}

	private void forkFirst(Instant now) {
		if (!forks()) {
			return;
		}
		boolean alone = this.settings.pilot() && !this.milestones.hasServed();
		long starting = this.slots.running().filter((handle) -> handle.is(WorkerState.STARTING)).count();
		this.slots.all()
			.stream()
			.limit(alone ? 1 : this.slots.all().size())
			.filter(WorkerHandle::isToBeStarted)
			.limit(Math.max(0, this.settings.parallelism() - starting))
			.forEach((handle) -> fork(handle, handle::started, now));
	}

	private void forkAgain(Instant now) {
		this.slots.all()
			.stream()
			.filter((handle) -> forks() && handle.isRestartDue(now))
			.forEach((handle) -> fork(handle, handle::restarted, now));
	}

	private void fork(WorkerHandle handle, Consumer<WorkerRun> move, Instant now) {
		WorkerRun run = launch(handle, handle.environment(), now);
		move.accept(run);
		this.chronicle.forked(run);
	}

	private WorkerRun launch(WorkerHandle handle, Map<String, String> environment, Instant now) {
		WorkerIdentity identity = new WorkerIdentity(++this.lastId, handle.ordinal(), this.generation);
		return new WorkerRun(identity, this.forker.fork(identity, environment), now);
	}

	private void killLate(Instant now) {
		this.slots.running().filter((handle) -> handle.run().isLate(now)).forEach((handle) -> {
			logger.warn(Words.say("%s did not stop within %s; SIGKILL", handle.name(),
					Words.delay(this.settings.shutdownTimeout())));
			handle.run().kill();
		});
	}

	private void completeWhenGone(Instant now) {
		if (this.stopping && this.slots.running().findAny().isEmpty()) {
			// First, because the primary may end as soon as the pool has stopped
			this.resizer.settle(now);
			this.stopped.complete(null);
		}
	}

	private boolean forks() {
		return this.started && !this.stopping && !this.milestones.isOver();
	}

	private void requireForks() {
		if (!forks()) {
			throw new ClusterOperationException("The cluster ends, or has not started");
		}
	}

	private void find(long id, Consumer<WorkerHandle> action) {
		this.slots.find(id).ifPresent(action);
	}

}
