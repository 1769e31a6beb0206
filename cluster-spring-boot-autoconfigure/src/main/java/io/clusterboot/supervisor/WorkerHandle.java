package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerState;

/**
 * A worker's slot as the primary sees it. Each verb is one arrow between two states; the
 * code that runs in the worker itself is in the {@code worker} package.
 */
final class WorkerHandle {

	private final int ordinal;

	private WorkerState state = WorkerState.STOPPED;

	private @Nullable WorkerRun run;

	private @Nullable WorkerExit lastExit;

	private @Nullable Instant restartAt;

	private boolean revived;

	private int restarts;

	private FailureHistory history;

	private Map<String, String> environment = Map.of();

	/**
	 * Create a new {@link WorkerHandle} instance for a slot that never had a process.
	 * @param ordinal the slot
	 * @param history the empty history
	 */
	WorkerHandle(int ordinal, FailureHistory history) {
		this.ordinal = ordinal;
		this.history = history;
	}

	/**
	 * Create a new {@link WorkerHandle} instance for a process that shall take over the
	 * slot of another one.
	 * @param predecessor who holds the slot, or held it last
	 * @param history the empty history
	 * @return a new instance
	 */
	static WorkerHandle successorOf(WorkerHandle predecessor, FailureHistory history) {
		WorkerHandle handle = new WorkerHandle(predecessor.ordinal, history);
		handle.environment = predecessor.environment;
		handle.restarts = predecessor.restarts;
		return handle;
	}

	int ordinal() {
		return this.ordinal;
	}

	WorkerState state() {
		return this.state;
	}

	boolean is(WorkerState state) {
		return this.state == state;
	}

	boolean wasForked() {
		return this.run != null;
	}

	/**
	 * Note how the one before ended.
	 * @param exit the exit, or {@code null} if it had no process
	 */
	void succeeded(@Nullable WorkerExit exit) {
		if (this.lastExit == null) {
			this.lastExit = exit;
		}
	}

	int restarts() {
		return this.restarts;
	}

	@Nullable WorkerExit lastExit() {
		return this.lastExit;
	}

	FailureHistory history() {
		return this.history;
	}

	/**
	 * Return what this slot's processes get beside what all get.
	 * @return environment variables
	 */
	Map<String, String> environment() {
		return this.environment;
	}

	void environment(Map<String, String> environment) {
		this.environment = Map.copyOf(environment);
	}

	/**
	 * Return whether the slot shall be filled: it is, or will be without anybody asking.
	 * @return {@code false} for a slot that is being left or that failed
	 */
	boolean isWanted() {
		return isToBeStarted() || is(WorkerState.STARTING) || is(WorkerState.READY) || this.restartAt != null;
	}

	/**
	 * Return whether the slot is empty and nobody fills it by itself.
	 * @return {@code true} for a slot that failed
	 */
	boolean isVacant() {
		return is(WorkerState.FAILED) && !this.revived;
	}

	/**
	 * Have a vacant slot filled as soon as that is possible.
	 */
	void revive() {
		this.revived = isVacant();
	}

	/**
	 * Return whether the slot waits for its turn to be filled: for the first time, or
	 * anew after it failed.
	 * @return {@code true} until it is filled
	 */
	boolean isToBeStarted() {
		return !wasForked() || this.revived;
	}

	Instant nextDue(Instant latest) {
		return (this.restartAt != null && this.restartAt.isBefore(latest)) ? this.restartAt : latest;
	}

	/**
	 * Return the process that holds the slot.
	 * @return the process, or {@code null} while there is none
	 */
	@Nullable WorkerRun running() {
		return this.state.hasProcess() ? this.run : null;
	}

	boolean isRestartDue(Instant now) {
		return this.restartAt != null && !this.restartAt.isAfter(now);
	}

	boolean holds(long id) {
		WorkerRun running = running();
		return running != null && running.identity().id() == id;
	}

	/**
	 * Return the process that holds the slot, or held it last.
	 * @return the process
	 */
	WorkerRun run() {
		if (this.run == null) {
			throw new IllegalStateException(Words.say("Slot %d never had a process", this.ordinal));
		}
		return this.run;
	}

	String name() {
		return Words.name(run().identity(), run().process().pid());
	}

	// STOPPED | FAILED -> STARTING
	void started(WorkerRun run) {
		moveTo(WorkerState.STARTING);
		this.run = run;
		this.restartAt = null;
		this.revived = false;
	}

	// BACKING_OFF -> STARTING
	void restarted(WorkerRun run) {
		started(run);
		this.restarts++;
	}

	// STARTING -> READY
	void ready(Instant now) {
		moveTo(WorkerState.READY);
		run().ready(now);
	}

	/**
	 * STARTING | READY -> STOPPING, BACKING_OFF -> STOPPED. The caller tells the process.
	 * @param deadline when the process is killed if it has not left
	 * @return whether there is a process to be told
	 */
	boolean stop(Instant deadline) {
		if (is(WorkerState.BACKING_OFF)) {
			stopWaiting();
		}
		boolean asked = is(WorkerState.STARTING) || is(WorkerState.READY);
		if (asked) {
			moveTo(WorkerState.STOPPING);
			run().leaveBy(deadline);
		}
		return asked;
	}

	// STOPPING -> STOPPED
	void exitedAsAsked(WorkerExit exit) {
		moveTo(WorkerState.STOPPED);
		this.lastExit = exit;
	}

	// STARTING | READY -> BACKING_OFF
	void crashed(WorkerExit exit, Instant restartAt) {
		moveTo(WorkerState.BACKING_OFF);
		this.lastExit = exit;
		this.restartAt = restartAt;
	}

	// STARTING | READY -> FAILED
	void failed(WorkerExit exit) {
		giveUp();
		this.lastExit = exit;
	}

	// BACKING_OFF -> FAILED
	void giveUp() {
		moveTo(WorkerState.FAILED);
		this.restartAt = null;
	}

	/**
	 * Return whether the slot may be expected to serve soon: its first start is due, or
	 * it lost a process that had served and has not failed since.
	 * @return {@code true} if there is hope
	 */
	boolean isHopeful() {
		boolean underway = is(WorkerState.STARTING) || is(WorkerState.BACKING_OFF);
		return !wasForked() || (underway && this.history.isHopeful());
	}

	/**
	 * Have the slot wait longer for its next process.
	 * @param restartAt when it is due
	 */
	void postponeRestart(Instant restartAt) {
		this.restartAt = restartAt;
	}

	/**
	 * Add an unexpected exit to the slot's history.
	 * @param now when it was seen
	 */
	void remember(Instant now) {
		this.history = this.history.add(now, run().isStable(now));
	}

	private void stopWaiting() {
		moveTo(WorkerState.STOPPED);
		this.restartAt = null;
	}

	private void moveTo(WorkerState next) {
		if (!this.state.canBecome(next)) {
			throw new IllegalStateException(
					Words.say("Worker %d cannot become %s while it is %s", this.ordinal, next, this.state));
		}
		this.state = next;
	}

}
