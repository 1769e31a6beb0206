package io.clusterboot;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What has happened in the cluster since the primary started. No count ever falls,
 * whatever becomes of the workers.
 *
 * @param restarts how often workers were started anew, by reason
 * @param reloadsSucceeded how many reloads replaced all workers
 * @param reloadsFailed how many reloads did not
 * @param slots the slots that there are, by ordinal
 * @param queues the queues in which new connections wait, as far as the primary holds
 * them
 * @since 0.1.0
 */
public record ClusterFigures(Map<RestartReason, Long> restarts, long reloadsSucceeded, long reloadsFailed,
		List<SlotFigures> slots, List<QueueFigures> queues) {

	/**
	 * The figures of a cluster in which nothing has happened.
	 */
	public static final ClusterFigures NONE = new ClusterFigures(Map.of(), 0, 0, List.of(), List.of());

	public ClusterFigures {
		restarts = Map.copyOf(restarts);
		slots = List.copyOf(slots);
		queues = List.copyOf(queues);
	}

	/**
	 * Return how often workers were started anew for one reason.
	 * @param reason the reason
	 * @return number of restarts
	 */
	public long restarts(RestartReason reason) {
		return this.restarts.getOrDefault(reason, 0L);
	}

	/**
	 * Return the figures of one slot.
	 * @param ordinal the slot
	 * @return the figures, or {@code null} where there is no such slot
	 */
	public @Nullable SlotFigures slot(int ordinal) {
		return this.slots.stream().filter((slot) -> slot.ordinal() == ordinal).findFirst().orElse(null);
	}

}
