package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

/**
 * A worker's process that exists in name only and ends when the test says so.
 */
final class FakeProcess implements WorkerProcess {

	static final Instant EXIT_TIME = Instant.parse("2026-11-20T12:00:00Z");

	private final WorkerIdentity identity;

	private final Consumer<WorkerExit> onExit;

	private final AtomicInteger terminations = new AtomicInteger();

	private final AtomicInteger kills = new AtomicInteger();

	private final AtomicInteger dumps = new AtomicInteger();

	private final AtomicBoolean exited = new AtomicBoolean();

	FakeProcess(WorkerIdentity identity, Consumer<WorkerExit> onExit) {
		this.identity = identity;
		this.onExit = onExit;
	}

	@Override
	public long pid() {
		return 4000 + id();
	}

	@Override
	public void terminate() {
		this.terminations.incrementAndGet();
	}

	@Override
	public void kill() {
		this.kills.incrementAndGet();
	}

	@Override
	public void dumpThreads() {
		this.dumps.incrementAndGet();
	}

	WorkerIdentity identity() {
		return this.identity;
	}

	long id() {
		return this.identity.id();
	}

	int terminations() {
		return this.terminations.get();
	}

	int kills() {
		return this.kills.get();
	}

	int dumps() {
		return this.dumps.get();
	}

	boolean isAlive() {
		return !this.exited.get();
	}

	void exit(int code) {
		exit(code, null, "exited with code " + code);
	}

	void die() {
		exit(137, "SIGKILL", "killed by SIGKILL");
	}

	void exit(int code, @Nullable String signal, String reason) {
		if (this.exited.compareAndSet(false, true)) {
			this.onExit.accept(new WorkerExit(code, signal, reason, EXIT_TIME));
		}
	}

}
