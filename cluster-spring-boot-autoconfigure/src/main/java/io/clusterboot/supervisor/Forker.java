package io.clusterboot.supervisor;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import io.clusterboot.WorkerExit;

/**
 * Forks workers and keeps hold of the live ones, so that any thread can kill them all
 * while the supervisor's own is busy or stuck.
 */
final class Forker {

	private static final WorkerProcess NOT_STARTED = new NotStarted();

	private final WorkerLauncher launcher;

	private final Clock wallClock;

	private final BiConsumer<Long, WorkerExit> exits;

	private final Map<Long, WorkerProcess> live = new ConcurrentHashMap<>();

	private final AtomicBoolean killed = new AtomicBoolean();

	/**
	 * Create a new {@link Forker} instance.
	 * @param launcher starts the processes
	 * @param wallClock the clock for times that people read
	 * @param exits told of each exit, from any thread
	 */
	Forker(WorkerLauncher launcher, Clock wallClock, BiConsumer<Long, WorkerExit> exits) {
		this.launcher = launcher;
		this.wallClock = wallClock;
		this.exits = exits;
	}

	/**
	 * Fork one worker. One that cannot be forked is reported as an exit too, so that its
	 * slot is treated as after a crash.
	 * @param request the worker
	 * @return the process, or why there is none
	 */
	Fork fork(ForkRequest request) {
		Instant time = time();
		try {
			return new Fork(launch(request), time);
		}
		catch (Throwable ex) {
			// Throwable, because the lack of memory or threads comes as an Error
			String failure = "could not be forked: " + message(ex);
			this.exits.accept(request.identity().id(), new WorkerExit(1, null, failure, time));
			return new Fork(NOT_STARTED, time, failure);
		}
	}

	/**
	 * Return the time for people.
	 * @return now, by the wall clock, in whole milliseconds
	 */
	Instant time() {
		return this.wallClock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * Return what a worker printed last.
	 * @param id id of the worker
	 * @return the lines, oldest first
	 */
	List<String> lastLines(long id) {
		return this.launcher.lastLines(id);
	}

	/**
	 * Kill every live worker from the calling thread, and let no other live.
	 */
	void killAll() {
		this.killed.set(true);
		this.live.values().forEach(WorkerProcess::kill);
	}

	private WorkerProcess launch(ForkRequest request) throws IOException {
		long id = request.identity().id();
		if (this.killed.get()) {
			throw new IOException("the cluster was killed");
		}
		AtomicBoolean exited = new AtomicBoolean();
		WorkerProcess process = this.launcher.launch(request, (exit) -> {
			exited.set(true);
			this.live.remove(id);
			this.exits.accept(id, exit);
		});
		this.live.put(id, process);
		// Both may have happened before the process was put there
		if (exited.get()) {
			this.live.remove(id);
		}
		else if (this.killed.get()) {
			process.kill();
		}
		return process;
	}

	private String message(Throwable ex) {
		String message = ex.getMessage();
		return (message != null) ? message : ex.getClass().getName();
	}

	/**
	 * Stands for a process that could not be forked.
	 */
	private static final class NotStarted implements WorkerProcess {

		@Override
		public long pid() {
			return 0;
		}

		@Override
		public void terminate() {
		}

		@Override
		public void kill() {
		}

		@Override
		public void dumpThreads() {
		}

	}

}
