package io.clusterboot.supervisor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * A pool on fake time with fake processes, driven the way the loop drives it: events
 * first, then a look around, once a tick. Live workers send a heartbeat every second
 * unless they are silenced.
 */
final class TestCluster {

	static final Instant WALL_TIME = Instant.parse("2030-01-01T00:00:00Z");

	private static final long ONE_HALF = 1L << 63;

	private final FakeLauncher launcher = new FakeLauncher();

	private final RecordingListener listener = new RecordingListener();

	private final FakeSteering steering = new FakeSteering();

	private final FakeGenerations generations = new FakeGenerations();

	private final Queue<PoolTask> posted = new ArrayDeque<>();

	private final TestHeartbeats heartbeats = new TestHeartbeats();

	private final Duration tick;

	private final WorkerPool pool;

	private Instant now = Instant.parse("2026-11-20T10:00:00Z");

	private int ticks;

	TestCluster(TestSettings settings) {
		this(settings.build(), null);
	}

	private TestCluster(SupervisorSettings settings, @Nullable Steering steering) {
		Forker forker = new Forker(this.launcher, Clock.fixed(WALL_TIME, ZoneOffset.UTC), this::exited);
		this.tick = settings.tick();
		this.pool = new WorkerPool(settings, forker, this.listener, () -> ONE_HALF,
				(steering != null) ? steering : this.steering, this.generations);
	}

	static TestCluster startedWith(int workers) {
		return started(TestSettings.workers(workers));
	}

	static TestCluster started(TestSettings settings) {
		TestCluster cluster = new TestCluster(settings);
		cluster.pool.start();
		cluster.step();
		return cluster;
	}

	/**
	 * Start workers whose connections are steered in earnest.
	 * @param settings the settings
	 * @param steering the steering
	 * @param onLaunch given each process that is about to be started
	 * @return the cluster
	 */
	static TestCluster ready(TestSettings settings, Steering steering, Consumer<FakeProcess> onLaunch) {
		TestCluster cluster = new TestCluster(settings.build(), steering);
		cluster.launcher.onLaunch(onLaunch);
		cluster.pool.start();
		cluster.step();
		cluster.readyAll();
		return cluster;
	}

	static TestCluster readyWith(int workers) {
		return ready(TestSettings.workers(workers));
	}

	static TestCluster ready(TestSettings settings) {
		TestCluster cluster = started(settings);
		cluster.readyAll();
		return cluster;
	}

	FakeLauncher launcher() {
		return this.launcher;
	}

	FakeProcess process(long id) {
		return this.launcher.process(id);
	}

	List<String> begun() {
		return this.listener.begun();
	}

	List<String> events() {
		return this.listener.events();
	}

	List<String> leadership() {
		return this.listener.leadership();
	}

	List<String> changes() {
		return this.listener.changes().stream().map(RecordingListener::inShort).toList();
	}

	List<WorkerChange> steps() {
		return this.listener.changes();
	}

	WorkerPool pool() {
		return this.pool;
	}

	Instant now() {
		return this.now;
	}

	WorkerStatus worker(int ordinal) {
		return this.pool.workers(this.now)
			.stream()
			.filter((worker) -> worker.identity().ordinal() == ordinal)
			.findFirst()
			.orElseThrow();
	}

	List<WorkerState> states() {
		return this.pool.workers(this.now).stream().map(WorkerStatus::state).toList();
	}

	/**
	 * Run what was posted and look around, without time passing.
	 */
	void step() {
		while (!this.posted.isEmpty()) {
			this.posted.remove().run(this.pool, this.now);
		}
		this.pool.reconcile(this.now);
		if (!this.posted.isEmpty()) {
			step();
		}
	}

	void advance(Duration time) {
		Instant end = this.now.plus(time);
		while (this.now.isBefore(end)) {
			Instant next = this.now.plus(this.tick);
			this.now = next.isAfter(end) ? end : next;
			if (++this.ticks % 4 == 0) {
				this.heartbeats.send(this.pool, this.now);
			}
			step();
		}
	}

	/**
	 * Let time pass in which the primary itself does nothing.
	 * @param time how long it stalls
	 * @param heard ids of the workers whose heartbeats are there when it goes on
	 */
	void stall(Duration time, long... heard) {
		this.now = this.now.plus(time);
		for (long id : heard) {
			speak(id);
		}
		step();
	}

	void ready(long id) {
		this.heartbeats.begin(id);
		this.pool.reports().ready(id, this.now);
		step();
	}

	void readyAll() {
		this.launcher.alive().forEach((process) -> ready(process.id()));
		this.heartbeats.send(this.pool, this.now);
	}

	/**
	 * Let a worker send one heartbeat.
	 * @param id the worker's id
	 */
	void speak(long id) {
		this.pool.reports().heartbeat(id, WorkerLoad.NONE, this.now);
	}

	void silence(long id) {
		this.heartbeats.end(id);
	}

	void die(long id) {
		process(id).die();
		step();
	}

	void exit(long id, int code) {
		process(id).exit(code);
		step();
	}

	void refuse(long id) {
		this.pool.reports().refusing(id, this.now);
		step();
	}

	void disconnect(long id) {
		this.pool.reports().disconnected(id, this.now);
		step();
	}

	void releaseLeadership(long id) {
		this.pool.reports().leadershipReleased(id);
		step();
	}

	void stop() {
		this.pool.stop(this.now);
		step();
	}

	WorkerChange.Forked fork(Map<String, String> environment) {
		WorkerChange.Forked forked = this.pool.changes().fork(environment, this.now);
		step();
		return forked;
	}

	CompletableFuture<Void> scale(int workers) {
		CompletableFuture<Void> done = this.pool.changes().scale(workers, this.now);
		step();
		return done;
	}

	CompletableFuture<ReloadStatus> reload() {
		return reload(0);
	}

	CompletableFuture<ReloadStatus> reload(long asker) {
		CompletableFuture<ReloadStatus> done = this.pool.changes().reload(asker, this.now);
		step();
		return done;
	}

	CompletableFuture<Void> restart(int ordinal) {
		CompletableFuture<Void> done = this.pool.changes().restart(ordinal, this.now);
		step();
		return done;
	}

	void park(int ordinal, boolean parked) {
		this.pool.changes().park(ordinal, parked);
		step();
	}

	FakeSteering steering() {
		return this.steering;
	}

	FakeGenerations generations() {
		return this.generations;
	}

	/**
	 * Let a worker report what it has to do.
	 * @param id the worker's id
	 * @param load what it reports
	 */
	void report(long id, WorkerLoad load) {
		this.pool.reports().heartbeat(id, load, this.now);
		step();
	}

	CompletableFuture<Void> leaveAll() {
		CompletableFuture<Void> done = this.pool.changes().leaveAll(this.now);
		step();
		return done;
	}

	void leave(long id) {
		this.pool.leave(id, false, this.now);
		step();
	}

	void kill(long id) {
		this.pool.leave(id, true, this.now);
		step();
	}

	/**
	 * Return the slots that a process holds or held.
	 * @return the ordinals
	 */
	List<Integer> ordinals() {
		return this.pool.workers(this.now).stream().map((worker) -> worker.identity().ordinal()).toList();
	}

	private void exited(long id, WorkerExit exit) {
		this.posted.add((pool, now) -> pool.workerExited(id, exit, now));
	}

}
