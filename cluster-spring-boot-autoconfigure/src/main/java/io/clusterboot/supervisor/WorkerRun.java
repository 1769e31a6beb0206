package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.clusterboot.RestartReason;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

/**
 * One process of a slot, from its fork on, as the primary sees it. The next process gets
 * a new one, so that nothing of this one sticks to the slot.
 */
final class WorkerRun {

	/**
	 * Signals that a JVM gets for what it did itself.
	 */
	private static final Set<String> OWN_FAULTS = Set.of("SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV", "SIGSYS",
			"SIGTRAP");

	private final WorkerIdentity identity;

	private final Fork fork;

	private final Instant forkedAt;

	private final LifeSigns signs;

	private @Nullable Instant readyAt;

	private boolean silent;

	private boolean aside;

	private boolean elsewhere;

	private boolean refusing;

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
		this.signs = new LifeSigns(now);
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
		this.signs.ready(now);
	}

	boolean isStable(Instant now) {
		return this.readyAt != null && !this.readyAt.plus(Backoff.STABLE_AFTER).isAfter(now);
	}

	/**
	 * Return what is heard of the process.
	 * @return the signs of life
	 */
	LifeSigns signs() {
		return this.signs;
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
	 * Note that the worker's server does not listen on the port that is steered.
	 */
	void listensElsewhere() {
		this.elsewhere = true;
	}

	boolean isElsewhere() {
		return this.elsewhere;
	}

	/**
	 * Note whether the application refuses traffic.
	 * @param refusing whether it does
	 */
	void refusing(boolean refusing) {
		this.refusing = refusing;
	}

	boolean isRefusing() {
		return this.refusing;
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
		return (this.verdict != null)
				? new WorkerExit(exit.code(), exit.signal(), this.verdict.reason(), exit.time(), exit.outOfMemory())
				: exit;
	}

	/**
	 * Return why the process needs a successor.
	 * @param exit how it ended, which nobody asked for
	 * @return the reason
	 */
	RestartReason restartReason(WorkerExit exit) {
		if (this.verdict != null) {
			return this.verdict.restartReason();
		}
		if (exit.outOfMemory()) {
			return RestartReason.OOM;
		}
		if (exit.signal() != null && !OWN_FAULTS.contains(exit.signal())) {
			return RestartReason.KILLED;
		}
		return (this.readyAt != null) ? RestartReason.CRASH : RestartReason.START_FAILED;
	}

	/**
	 * Why a process shall end, and when it is killed.
	 *
	 * @param reason the reason in words
	 * @param restartReason the reason as it is counted
	 * @param killAt when it is killed
	 */
	record Verdict(String reason, RestartReason restartReason, Instant killAt) {

	}

}
