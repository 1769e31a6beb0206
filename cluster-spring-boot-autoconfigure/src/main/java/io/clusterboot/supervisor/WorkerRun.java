package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;

/**
 * One process of a slot, from its fork on, as the primary sees it. The next process gets
 * a new one, so that nothing of this one sticks to the slot.
 */
final class WorkerRun {

	private final WorkerIdentity identity;

	private final Fork fork;

	private final Instant forkedAt;

	private Instant judgedFrom;

	private @Nullable Instant readyAt;

	private @Nullable Instant lastHeard;

	private long beats;

	private WorkerLoad load = WorkerLoad.NONE;

	private @Nullable Instant disconnectedAt;

	private boolean disconnectedReported;

	private boolean silent;

	private boolean aside;

	private @Nullable Instant leaveBy;

	private boolean killed;

	private @Nullable Verdict verdict;

	/**
	 * Create a new {@link WorkerRun} instance.
	 * @param identity identity of the process
	 * @param fork the process
	 * @param now when it was forked
	 */
	WorkerRun(WorkerIdentity identity, Fork fork, Instant now) {
		this.identity = identity;
		this.fork = fork;
		this.forkedAt = now;
		this.judgedFrom = now;
	}

	WorkerIdentity identity() {
		return this.identity;
	}

	WorkerProcess process() {
		return this.fork.process();
	}

	/**
	 * Return why there is no process.
	 * @return the failure in words, or {@code null} if the process was forked
	 */
	@Nullable String failure() {
		return this.fork.failure();
	}

	/**
	 * Return when the process was forked, by the wall clock.
	 * @return the time for people
	 */
	Instant startTime() {
		return this.fork.time();
	}

	Duration uptime(Instant now) {
		return Duration.between(this.forkedAt, now);
	}

	void ready(Instant now) {
		this.readyAt = now;
		if (this.lastHeard == null) {
			// As good as a heartbeat: from now on its silence counts.
			this.lastHeard = now;
		}
	}

	boolean isStable(Instant now) {
		return this.readyAt != null && !this.readyAt.plus(Backoff.STABLE_AFTER).isAfter(now);
	}

	void heartbeat(WorkerLoad load, Instant now) {
		this.load = load;
		this.beats++;
		this.lastHeard = now;
	}

	/**
	 * Return how many heartbeats there were, so that news can be told from what is known.
	 * @return number of heartbeats
	 */
	long beats() {
		return this.beats;
	}

	WorkerLoad load() {
		return this.load;
	}

	@Nullable Instant lastHeard() {
		return this.lastHeard;
	}

	@Nullable Duration heartbeatAge(Instant now) {
		return (this.beats > 0) ? silence(now) : null;
	}

	/**
	 * Return for how long the worker gave no sign of life.
	 * @param now the time
	 * @return the time, {@code null} if it never gave one
	 */
	@Nullable Duration silence(Instant now) {
		return (this.lastHeard != null) ? Duration.between(this.lastHeard, now) : null;
	}

	/**
	 * Return how long the start is held against the worker; without the primary's stalls.
	 * @param now the time
	 * @return the time since the fork that counts
	 */
	Duration startAge(Instant now) {
		return Duration.between(this.judgedFrom, now);
	}

	/**
	 * Move what the worker is judged by, because the primary did not listen for a while.
	 * @param gap for how long
	 * @param now the time; nothing moves into the future
	 */
	void forgive(Duration gap, Instant now) {
		this.judgedFrom = shifted(this.judgedFrom, gap, now);
		if (this.disconnectedAt != null) {
			this.disconnectedAt = shifted(this.disconnectedAt, gap, now);
		}
		if (this.lastHeard != null) {
			this.lastHeard = shifted(this.lastHeard, gap, now);
		}
	}

	void disconnected(Instant now) {
		this.disconnectedAt = now;
	}

	/**
	 * Return whether nothing is known of an end of the control channel.
	 * @return {@code false} once it was closed
	 */
	boolean isConnected() {
		return this.disconnectedAt == null;
	}

	/**
	 * Return for how long the worker has lived on without its control channel.
	 * @param now the time
	 * @return the time, zero while the channel is there or was never opened
	 */
	Duration disconnectedFor(Instant now) {
		return (this.disconnectedAt != null) ? Duration.between(this.disconnectedAt, now) : Duration.ZERO;
	}

	/**
	 * Note that it was said that the worker lives on without its control channel.
	 * @return whether it was not said before
	 */
	boolean reportDisconnected() {
		boolean first = !this.disconnectedReported;
		this.disconnectedReported = true;
		return first;
	}

	/**
	 * Note whether the worker misses heartbeats.
	 * @param silent whether it does
	 */
	void silent(boolean silent) {
		this.silent = silent;
	}

	boolean isSilent() {
		return this.silent;
	}

	/**
	 * Give the worker no new connections because somebody wants it so.
	 * @param aside whether it gets none
	 */
	void setAside(boolean aside) {
		this.aside = aside;
	}

	boolean isParked() {
		return this.silent || this.aside;
	}

	/**
	 * Return since when the worker is ready.
	 * @return the time, or {@code null} if it never was
	 */
	@Nullable Instant readyAt() {
		return this.readyAt;
	}

	void condemn(Verdict verdict) {
		this.verdict = verdict;
	}

	boolean isCondemned() {
		return this.verdict != null;
	}

	boolean isOverdue(Instant now) {
		return this.verdict != null && !this.killed && !now.isBefore(this.verdict.killAt());
	}

	void leaveBy(Instant deadline) {
		this.leaveBy = deadline;
	}

	/**
	 * Return whether the process was to leave and has not, and was not killed for it.
	 * @param now the time
	 * @return {@code true} if it is to be killed
	 */
	boolean isLate(Instant now) {
		return this.leaveBy != null && !this.killed && !now.isBefore(this.leaveBy);
	}

	void kill() {
		this.killed = true;
		process().kill();
	}

	boolean isKilled() {
		return this.killed;
	}

	/**
	 * Return the exit with the reason that the supervisor knows better.
	 * @param exit the exit as the process saw it
	 * @return the exit, explained
	 */
	WorkerExit explain(WorkerExit exit) {
		return (this.verdict != null) ? new WorkerExit(exit.code(), exit.signal(), this.verdict.reason(), exit.time())
				: exit;
	}

	private Instant shifted(Instant instant, Duration gap, Instant now) {
		Instant shifted = instant.plus(gap);
		return shifted.isAfter(now) ? now : shifted;
	}

	/**
	 * Why a process shall end, and when it is killed.
	 *
	 * @param reason the reason in words
	 * @param killAt when it is killed
	 */
	record Verdict(String reason, Instant killAt) {

	}

}
