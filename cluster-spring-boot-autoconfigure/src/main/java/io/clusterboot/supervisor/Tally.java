package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterFigures;
import io.clusterboot.QueueFigures;
import io.clusterboot.ReloadState;
import io.clusterboot.RestartReason;
import io.clusterboot.SlotFigures;

/**
 * Counts what happens in the cluster. A slot that is gone keeps its counts, because it
 * may come back.
 */
final class Tally {

	private final Slots slots;

	private final Map<RestartReason, Long> restarts = new EnumMap<>(RestartReason.class);

	private final Map<Integer, SlotTally> bySlot = new HashMap<>();

	private long reloadsSucceeded;

	private long reloadsFailed;

	Tally(Slots slots) {
		this.slots = slots;
	}

	/**
	 * Note that a slot is about to be started again after an unexpected exit.
	 * @param handle the slot, which does not know its new process yet
	 */
	void restarted(WorkerHandle handle) {
		slot(handle.ordinal()).restarts++;
		replaced(handle.run().restartReason(Objects.requireNonNull(handle.lastExit())));
	}

	/**
	 * Note that a worker was started anew.
	 * @param reason why
	 */
	void replaced(RestartReason reason) {
		this.restarts.merge(reason, 1L, Long::sum);
	}

	void ready(WorkerRun run, Instant now) {
		slot(run.identity().ordinal()).ready(run.uptime(now));
	}

	/**
	 * Note that a process is gone, with what it said last.
	 * @param run the process
	 */
	void gone(WorkerRun run) {
		slot(run.identity().ordinal()).formerRequests += run.signs().load().totalRequests();
	}

	void reloaded(ReloadState state) {
		if (state == ReloadState.SUCCEEDED) {
			this.reloadsSucceeded++;
		}
		else {
			this.reloadsFailed++;
		}
	}

	/**
	 * Return the figures as of now.
	 * @param queues the queues in which connections wait
	 * @return the figures
	 */
	ClusterFigures figures(List<QueueFigures> queues) {
		List<SlotFigures> figures = this.slots.all()
			.stream()
			.map(WorkerHandle::ordinal)
			.distinct()
			.map((ordinal) -> slot(ordinal).figures(ordinal, liveRequests(ordinal)))
			.toList();
		return new ClusterFigures(this.restarts, this.reloadsSucceeded, this.reloadsFailed, figures, queues);
	}

	private long liveRequests(int ordinal) {
		return this.slots.running()
			.filter((handle) -> handle.ordinal() == ordinal)
			.mapToLong((handle) -> handle.run().signs().load().totalRequests())
			.sum();
	}

	private SlotTally slot(int ordinal) {
		return this.bySlot.computeIfAbsent(ordinal, (key) -> new SlotTally());
	}

	/**
	 * The counts of one slot.
	 */
	private static final class SlotTally {

		private long restarts;

		private long formerRequests;

		private long startups;

		private Duration startupTime = Duration.ZERO;

		private @Nullable Duration lastStartup;

		void ready(Duration time) {
			this.startups++;
			this.startupTime = this.startupTime.plus(time);
			this.lastStartup = time;
		}

		SlotFigures figures(int ordinal, long liveRequests) {
			return new SlotFigures(ordinal, this.restarts, this.formerRequests + liveRequests, this.startups,
					this.startupTime, this.lastStartup);
		}

	}

}
