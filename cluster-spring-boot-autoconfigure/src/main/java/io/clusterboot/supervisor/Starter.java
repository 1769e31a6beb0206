package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;

/**
 * Fills slots with processes: for the first time, again after a crash, and when somebody
 * asks for one more.
 */
final class Starter {

	private static final Log logger = LogFactory.getLog(Starter.class);

	private final SupervisorSettings settings;

	private final Forker forker;

	private final Slots slots;

	private final Milestones milestones;

	private final Chronicle chronicle;

	private final Tally tally;

	private int generation = GenerationSource.FIRST;

	private long lastId;

	/**
	 * Create a new {@link Starter} instance.
	 * @param settings what it keeps to
	 * @param forker forks the workers
	 * @param slots the slots
	 * @param milestones knows whether a worker has served
	 * @param chronicle told of each process
	 * @param tally counts restarts
	 */
	Starter(SupervisorSettings settings, Forker forker, Slots slots, Milestones milestones, Chronicle chronicle,
			Tally tally) {
		this.settings = settings;
		this.forker = forker;
		this.slots = slots;
		this.milestones = milestones;
		this.chronicle = chronicle;
		this.tally = tally;
	}

	int generation() {
		return this.generation;
	}

	/**
	 * Set which generation slots are filled with that never had a process.
	 * @param generation the generation
	 */
	void generation(int generation) {
		this.generation = generation;
	}

	/**
	 * Fork a process that shall take over a slot.
	 * @param handle the slot
	 * @param generation generation of the process
	 * @param now the time
	 * @return the process
	 */
	WorkerHandle surge(WorkerHandle handle, int generation, Instant now) {
		WorkerHandle successor = this.slots.surge(handle);
		WorkerRun run = launch(successor, successor.environment(), generation, now);
		successor.started(run);
		this.chronicle.forked(run);
		return successor;
	}

	/**
	 * Fill the slots whose turn it is.
	 * @param now the time
	 */
	void fill(Instant now) {
		restart(now);
		boolean alone = this.settings.pilot() && !this.milestones.hasServed();
		this.slots.all()
			.stream()
			.limit(alone ? 1 : this.slots.all().size())
			.filter(WorkerHandle::isToBeStarted)
			.limit(room())
			.forEach((handle) -> fill(handle, handle::started, now));
	}

	private void restart(Instant now) {
		List<WorkerHandle> due = this.slots.all().stream().filter((handle) -> handle.isRestartDue(now)).toList();
		long room = room();
		due.stream().limit(room).forEach((handle) -> restart(handle, now));
		// Too many at once would all take longer than they may.
		due.stream().skip(room).forEach((handle) -> handle.postponeRestart(now.plus(this.settings.tick())));
	}

	private void restart(WorkerHandle handle, Instant now) {
		this.tally.restarted(handle);
		fill(handle, handle::restarted, now);
	}

	private long room() {
		long starting = this.slots.running()
			.filter((handle) -> handle.is(WorkerState.STARTING) && !this.slots.isSurge(handle))
			.count();
		return Math.max(0, this.settings.parallelism() - starting);
	}

	private void fill(WorkerHandle handle, Consumer<WorkerRun> move, Instant now) {
		WorkerRun run = launch(handle, handle.environment(), generation(handle), now);
		move.accept(run);
		this.chronicle.forked(run);
	}

	/**
	 * Fork one worker more, at once. If that fails nobody tries again without being
	 * asked.
	 * @param environment environment variables of its own
	 * @param now the time
	 * @return the worker
	 * @throws ClusterOperationException if it cannot be forked
	 */
	WorkerChange.Forked fork(Map<String, String> environment, Instant now) {
		Map<String, String> own = Map.copyOf(environment);
		WorkerHandle handle = this.slots.vacant();
		WorkerRun run = launch(handle, own, this.generation, now);
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

	private int generation(WorkerHandle handle) {
		return handle.wasForked() ? handle.run().identity().generation() : this.generation;
	}

	private WorkerRun launch(WorkerHandle handle, Map<String, String> environment, int generation, Instant now) {
		WorkerIdentity identity = new WorkerIdentity(++this.lastId, handle.ordinal(), generation);
		return new WorkerRun(identity,
				this.forker.fork(new ForkRequest(identity, this.slots.desired(false), environment)), now);
	}

}
