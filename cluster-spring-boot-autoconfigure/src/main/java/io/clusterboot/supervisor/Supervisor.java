package io.clusterboot.supervisor;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerLoad;

/**
 * Keeps N workers alive. Every method may be called from any thread and returns at once;
 * what is said of a worker that is gone has no effect.
 *
 * @since 0.1.0
 */
public final class Supervisor implements AutoCloseable {

	private final PrimaryFacts facts;

	private final Forker forker;

	private final WorkerPool pool;

	private final GenerationSource generations;

	private final Mailbox mailbox = new Mailbox();

	private final SupervisorLoop loop;

	/**
	 * Create a new {@link Supervisor} instance, which does nothing before
	 * {@link #start()}.
	 * @param settings what it keeps to
	 * @param launcher starts worker processes
	 * @param listener told of the turning points
	 * @param primaryPid process id of the primary
	 * @param primaryStart when the primary started
	 * @param steering directs new connections
	 * @param generations keeps what each generation runs
	 */
	public Supervisor(SupervisorSettings settings, WorkerLauncher launcher, SupervisorListener listener,
			long primaryPid, Instant primaryStart, Steering steering, GenerationSource generations) {
		this.generations = generations;
		this.facts = new PrimaryFacts(primaryPid, primaryStart);
		this.forker = new Forker(launcher, Clock.systemUTC(), this::exited);
		this.pool = new WorkerPool(settings, this.forker, listener, new SplittableRandom(), steering, generations);
		this.loop = new SupervisorLoop(this.pool, this.mailbox,
				new MonotonicClock(Clock.systemUTC().instant(), System::nanoTime), settings.tick());
	}

	/**
	 * Start the workers as soon as the first generation is prepared, or cannot be: there
	 * is something that they can run all the same.
	 */
	public void start() {
		// Here, where it is the caller who hears that there is no thread.
		this.loop.start();
		this.generations.prepare(GenerationSource.FIRST)
			.whenComplete((prepared, failure) -> post((pool, now) -> pool.start()));
	}

	/**
	 * Ask all workers to leave, in parallel, and kill those that are left at the deadline
	 * for the shutdown. No worker is forked any more. A further call changes nothing.
	 * @return completes when all workers are gone, on the supervisor's own thread
	 */
	public CompletableFuture<Void> stop() {
		post(WorkerPool::stop);
		return this.pool.stopped().copy();
	}

	/**
	 * Kill every live worker at once, from the calling thread, whatever the supervisor is
	 * doing. No worker is forked any more.
	 */
	public void killAll() {
		// First, so that the pool does not take for a crash what is done here
		stop();
		this.forker.killAll();
	}

	/**
	 * Tell that a worker opened its control channel.
	 * @param id the worker's id
	 */
	public void online(long id) {
		post((pool, now) -> pool.reports().online(id));
	}

	/**
	 * Tell that a worker's server listens.
	 * @param id the worker's id
	 * @param address the address it is bound to, {@code *} for all
	 * @param port the port
	 */
	public void listening(long id, String address, int port) {
		post((pool, now) -> pool.reports().listening(id, address, port));
	}

	/**
	 * Tell that a worker accepts traffic.
	 * @param id the worker's id
	 */
	public void ready(long id) {
		post((pool, now) -> pool.reports().ready(id, now));
	}

	/**
	 * Tell that a worker that was ready wants no new connections until it is ready again.
	 * @param id the worker's id
	 */
	public void refusing(long id) {
		post((pool, now) -> pool.reports().refusing(id, now));
	}

	/**
	 * Tell that a worker that was to lead no more does not.
	 * @param id the worker's id
	 */
	public void leadershipReleased(long id) {
		post((pool, now) -> pool.reports().leadershipReleased(id));
	}

	/**
	 * Tell that a worker is alive.
	 * @param id the worker's id
	 * @param load what it measures of itself
	 */
	public void heartbeat(long id, WorkerLoad load) {
		post((pool, now) -> pool.reports().heartbeat(id, load, now));
	}

	/**
	 * Tell that a worker's control channel is closed. It is replaced when it exits, and
	 * killed if it does not within the timeout of the heartbeats.
	 * @param id the worker's id
	 */
	public void disconnected(long id) {
		post((pool, now) -> pool.reports().disconnected(id, now));
	}

	/**
	 * Fork one worker more.
	 * @param environment environment variables that it and its replacements get beside
	 * what all workers get
	 * @return completes with the worker; fails with a
	 * {@link io.clusterboot.ClusterOperationException} if it cannot be forked
	 */
	public CompletableFuture<WorkerChange.Forked> fork(Map<String, String> environment) {
		return ask((pool, now) -> pool.changes().fork(environment, now));
	}

	/**
	 * Have so many workers.
	 * @param workers how many, at least 1
	 * @return completes when so many are ready, those that are forked meanwhile aside,
	 * and those that were too many are gone; fails with a
	 * {@link io.clusterboot.ClusterOperationException} if that is not possible, or if one
	 * of those that were to stay is asked to leave
	 */
	public CompletableFuture<Void> scale(int workers) {
		return ask((pool, now) -> pool.changes().scale(workers, now)).thenCompose(Function.identity());
	}

	/**
	 * Have all workers leave for good. Unlike {@link #stop()} others may follow.
	 * @return completes when they are gone, also if the cluster is stopped meanwhile
	 */
	public CompletableFuture<Void> leaveAll() {
		return ask((pool, now) -> pool.changes().leaveAll(now)).thenCompose(Function.identity());
	}

	/**
	 * Have one worker leave for good. One that is gone or leaves already is left alone.
	 * @param id the worker's id
	 * @param kill whether it gets no time to leave
	 */
	public void leave(long id, boolean kill) {
		post((pool, now) -> pool.leave(id, kill, now));
	}

	/**
	 * Replace all workers, one after the other, by those of a new generation. How far it
	 * is stands in the status.
	 * @param asker id of the worker that waits for the answer, which is replaced last and
	 * need not be gone at the end, or 0
	 * @return completes at the end, well or not; fails with a
	 * {@link io.clusterboot.ClusterConflictException} if another change is under way
	 */
	public CompletableFuture<ReloadStatus> reload(long asker) {
		return ask((pool, now) -> pool.changes().reload(asker, now)).thenCompose(Function.identity());
	}

	/**
	 * Replace one worker: the new one is ready before the old one leaves.
	 * @param ordinal the worker's slot
	 * @return completes when the old one is gone; fails with a
	 * {@link io.clusterboot.ClusterOperationException} if there is no such slot or the
	 * new one does not get ready, and with a
	 * {@link io.clusterboot.ClusterConflictException} if another change is under way
	 */
	public CompletableFuture<Void> restart(int ordinal) {
		return ask((pool, now) -> pool.changes().restart(ordinal, now)).thenCompose(Function.identity());
	}

	/**
	 * Give a worker no new connections, or have it get them again.
	 * @param ordinal the worker's slot
	 * @param parked whether it gets none
	 * @return completes when that is so; fails with a
	 * {@link io.clusterboot.ClusterOperationException} if there is no such worker, or
	 * nobody else would be left to serve
	 */
	public CompletableFuture<Void> park(int ordinal, boolean parked) {
		return ask((pool, now) -> pool.changes().park(ordinal, parked)).thenCompose(Function.identity());
	}

	/**
	 * Return the cluster's status as of now.
	 * @return the status, completed by the supervisor's own thread; fails with a
	 * {@link io.clusterboot.ClusterUnavailableException} once the supervisor is closed
	 */
	public CompletableFuture<ClusterStatus> status() {
		StatusQuery query = new StatusQuery(this.facts, new CompletableFuture<>());
		post(query);
		return query.answer();
	}

	/**
	 * End the supervisor's thread. Workers that live are left alone: call {@link #stop()}
	 * before.
	 */
	@Override
	public void close() {
		this.mailbox.close();
		this.loop.start();
	}

	private <T> CompletableFuture<T> ask(PoolRequest.Question<T> question) {
		PoolRequest<T> request = new PoolRequest<>(question, new CompletableFuture<>());
		post(request);
		return request.answer();
	}

	private void exited(long id, WorkerExit exit) {
		post((pool, now) -> pool.workerExited(id, exit, now));
	}

	private void post(PoolTask task) {
		this.loop.start();
		this.mailbox.post(task);
	}

}
