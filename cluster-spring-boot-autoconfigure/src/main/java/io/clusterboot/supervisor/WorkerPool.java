package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterFigures;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.ListenerStatus;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * Decides what happens to the workers. It has no thread and no clock: whoever calls it
 * does so from one thread and says what time it is. What is said of a process that does
 * not hold its slot any more is ignored.
 */
final class WorkerPool {

	private final Milestones milestones;

	private final Chronicle chronicle;

	private final Slots slots;

	private final Tally tally;

	private final Picture picture;

	private final CrashHandler crashHandler;

	private final Watchdog watchdog;

	private final Starter starter;

	private final Departures departures;

	private final Changes changes;

	private final Traffic traffic;

	private final Steering steering;

	private final Leadership leadership;

	private final Reports reports;

	private final Vacancy vacancy = new Vacancy();

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private boolean started;

	private boolean stopping;

	/**
	 * Create a new {@link WorkerPool} instance.
	 * @param settings what the pool keeps to
	 * @param forker forks the workers
	 * @param listener told of the turning points and of each step of each worker
	 * @param random the dice for back-offs and lifetimes
	 * @param steering directs new connections
	 * @param generations keeps what each generation runs
	 */
	WorkerPool(SupervisorSettings settings, Forker forker, SupervisorListener listener, RandomGenerator random,
			Steering steering, GenerationSource generations) {
		SupervisorListener safe = new SafeListener(listener);
		this.milestones = new Milestones(safe);
		this.chronicle = new Chronicle(safe);
		this.slots = new Slots(settings);
		this.tally = new Tally(this.slots);
		this.steering = steering;
		this.traffic = new Traffic(settings, this.slots, steering);
		this.picture = new Picture(this.slots, this.traffic);
		this.crashHandler = new CrashHandler(settings, new RestartPolicy(settings, random), this.milestones,
				this.slots);
		this.watchdog = new Watchdog(settings);
		this.starter = new Starter(settings, forker, this.slots, this.milestones, this.chronicle, this.tally);
		this.departures = new Departures(settings, this.slots, this.chronicle, this.traffic);
		this.leadership = new Leadership(this.slots, this.chronicle);
		this.reports = new Reports(this.slots, this.chronicle, this.milestones, this.watchdog, this.leadership,
				this.traffic, this.tally);
		Replacer replacer = new Replacer(this.slots, this.starter, this.departures, this.tally);
		Reloader reloader = new Reloader(settings, this.slots, this.starter, replacer, generations, safe, this.tally,
				new LastWords(forker::lastLines), forker::time);
		this.changes = new Changes(this.slots, this.milestones, this.starter,
				new Resizer(settings, this.slots, this.departures), replacer, reloader,
				new Recycler(settings, this.slots, replacer, random), this.traffic);
	}

	int desiredWorkers() {
		return this.picture.desired(this.stopping);
	}

	int generation() {
		return this.starter.generation();
	}

	List<WorkerStatus> workers(Instant now) {
		return this.picture.workers(now);
	}

	List<ListenerStatus> listeners() {
		return this.steering.listeners();
	}

	ClusterFigures figures() {
		return this.tally.figures(this.steering.queues());
	}

	@Nullable ReloadStatus reload() {
		return this.changes.reload();
	}

	/**
	 * Return who listens to the workers.
	 * @return takes what workers say of themselves
	 */
	Reports reports() {
		return this.reports;
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
		this.changes.close(failure);
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
		if (forks()) {
			this.starter.fill(now);
		}
		this.departures.killLate(now);
		if (forks()) {
			this.changes.settle(now);
		}
		this.leadership.settle();
		this.traffic.direct(now);
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

	void workerExited(long id, WorkerExit exit, Instant now) {
		this.slots.find(id).ifPresent((handle) -> {
			WorkerExit explained = handle.run().explain(exit);
			this.tally.gone(handle.run());
			if (handle.is(WorkerState.STOPPING)) {
				this.departures.left(handle, explained, this.stopping, now);
			}
			else {
				this.crashHandler.crashed(handle, explained, now);
				this.traffic.gone(handle.run(), handle.is(WorkerState.BACKING_OFF), now);
			}
			this.chronicle.exited(handle.run(), explained);
			completeWhenGone(now);
		});
	}

	/**
	 * Ask all workers to leave, all at once. Nobody is forked any more.
	 * @param now the time, from which the deadline counts
	 */
	void stop(Instant now) {
		if (!this.stopping) {
			this.stopping = true;
			this.milestones.stops();
			this.slots.all().forEach((handle) -> this.departures.leave(handle, now));
			this.changes.abandon(now);
			this.traffic.stop(now);
			completeWhenGone(now);
		}
	}

	/**
	 * Return what changes the cluster.
	 * @return carries out what is asked for
	 * @throws ClusterOperationException if the cluster ends
	 */
	Changes changes() {
		requireForks();
		return this.changes;
	}

	/**
	 * Have one worker leave for good.
	 * @param id the worker's id
	 * @param kill whether it gets no time to leave
	 * @param now the time
	 */
	void leave(long id, boolean kill, Instant now) {
		this.departures.leave(id, kill, now);
	}

	private void completeWhenGone(Instant now) {
		if (this.stopping && this.slots.running().findAny().isEmpty()) {
			// First, because the primary may end as soon as the pool has stopped
			this.changes.settleDepartures(now);
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

}
