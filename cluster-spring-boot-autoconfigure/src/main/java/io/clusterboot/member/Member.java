package io.clusterboot.member;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Worker;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;

/**
 * A worker, as far as this process has heard of it. One thread tells it what it hears,
 * any may ask.
 */
final class Member implements Worker {

	private static final Set<String> SIGNALS = Set.of("TERM", "INT", "KILL");

	private final WorkerIdentity identity;

	private final long pid;

	private final ClusterOperations operations;

	private final Messenger messenger;

	private volatile Progress progress = new Progress(WorkerState.STARTING, false, false, true);

	Member(WorkerChange.Forked fork, ClusterOperations operations, Messenger messenger) {
		this.identity = fork.worker();
		this.pid = fork.pid();
		this.operations = operations;
		this.messenger = messenger;
	}

	/**
	 * Take note of a step.
	 * @param change the step
	 */
	void apply(WorkerChange change) {
		this.progress = this.progress.after(change);
	}

	/**
	 * Return whether nothing more will be heard of the worker.
	 * @return {@code true} once the process is gone and its channel closed
	 */
	boolean isOver() {
		return isDead() && !isConnected();
	}

	boolean wasConnected() {
		return this.progress.wasConnected();
	}

	WorkerIdentity identity() {
		return this.identity;
	}

	@Override
	public long id() {
		return this.identity.id();
	}

	@Override
	public int ordinal() {
		return this.identity.ordinal();
	}

	@Override
	public int generation() {
		return this.identity.generation();
	}

	@Override
	public long pid() {
		return this.pid;
	}

	@Override
	public WorkerState state() {
		return this.progress.state();
	}

	@Override
	public boolean isConnected() {
		return this.progress.connected();
	}

	@Override
	public boolean isDead() {
		return state() == WorkerState.STOPPED;
	}

	@Override
	public boolean exitedAfterDisconnect() {
		return !this.progress.wanted();
	}

	@Override
	public void send(Object message) {
		if (!isConnected()) {
			throw unreachable();
		}
		this.messenger.send(id(), message);
	}

	@Override
	public <T> CompletableFuture<@Nullable T> request(Object message, Class<T> type, Duration timeout) {
		return isConnected() ? this.messenger.request(id(), message, type, timeout)
				: CompletableFuture.failedFuture(unreachable());
	}

	private ClusterMessageException unreachable() {
		return new ClusterMessageException("There is no way to " + this + ", whose channel is not open", null);
	}

	@Override
	public Worker disconnect() {
		leave(false);
		return this;
	}

	@Override
	public void kill(String signal) {
		String name = signal.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
		if (!SIGNALS.contains(name)) {
			throw new IllegalArgumentException("A worker is ended by one of " + SIGNALS + ", not by '" + signal + "'");
		}
		leave(name.equals("KILL"));
	}

	private void leave(boolean kill) {
		if (!isDead()) {
			this.operations.leave(id(), kill);
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Member member && member.identity.equals(this.identity);
	}

	@Override
	public int hashCode() {
		return this.identity.hashCode();
	}

	@Override
	public String toString() {
		return "worker " + ordinal() + " (id " + id() + ", pid " + this.pid + ")";
	}

	/**
	 * How far a worker is.
	 *
	 * @param state its state
	 * @param connected whether its channel is open
	 * @param wasConnected whether its channel was ever open
	 * @param wanted whether nobody asked it to leave
	 */
	private record Progress(WorkerState state, boolean connected, boolean wasConnected, boolean wanted) {

		Progress after(WorkerChange change) {
			if (change instanceof WorkerChange.Online) {
				return new Progress(this.state, true, true, this.wanted);
			}
			if (change instanceof WorkerChange.Disconnected) {
				return new Progress(this.state, false, this.wasConnected, this.wanted);
			}
			if (change instanceof WorkerChange.Ready) {
				return with(WorkerState.READY, this.wanted);
			}
			if (change instanceof WorkerChange.Leaving) {
				return with(WorkerState.STOPPING, false);
			}
			return (change instanceof WorkerChange.Exited) ? with(WorkerState.STOPPED, this.wanted) : this;
		}

		private Progress with(WorkerState state, boolean wanted) {
			return new Progress(state, this.connected, this.wasConnected, wanted);
		}

	}

}
