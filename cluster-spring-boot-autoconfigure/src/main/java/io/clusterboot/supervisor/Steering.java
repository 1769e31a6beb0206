package io.clusterboot.supervisor;

import java.util.List;
import java.util.Map;

import io.clusterboot.ListenerStatus;
import io.clusterboot.QueueFigures;
import io.clusterboot.WorkerIdentity;

/**
 * Decides which workers the kernel gives new connections to. Called from the supervisor's
 * own thread alone; no method blocks or throws.
 *
 * @since 0.1.0
 */
public interface Steering {

	/**
	 * Return whether anything is steered.
	 * @return {@code false} where each worker has a listener of its own, which nobody can
	 * keep connections from
	 */
	boolean isActive();

	/**
	 * Return the listeners as an operator sees them.
	 * @return the listeners that the workers share
	 */
	List<ListenerStatus> listeners();

	/**
	 * Return what the kernel says of the queues in which new connections wait. Called
	 * when somebody asks for the status, and costs nothing else.
	 * @return the queues that the primary holds; none where each worker has its own
	 */
	default List<QueueFigures> queues() {
		return List.of();
	}

	/**
	 * Let a worker that is ready have connections from the next {@link #steer} on.
	 * @param worker the worker
	 */
	void join(WorkerIdentity worker);

	/**
	 * Give each worker its share of new connections. A worker that is not named gets
	 * none. Called again and again, mostly with what is so already.
	 * @param weights worker ids with their weights, above 0; at least one
	 */
	void steer(Map<Long, Integer> weights);

	/**
	 * Note that a worker's process is gone.
	 * @param worker the worker
	 * @param successor whether another process will hold the same slot and shall serve
	 * what waits in the queue
	 */
	void gone(WorkerIdentity worker, boolean successor);

	/**
	 * Note that a worker's process is gone, that no other will hold its slot, and that
	 * connections may wait in its queue: they are for the next worker that is forked,
	 * until this one is said to be {@link #gone} without a successor.
	 * @param worker the worker
	 */
	void orphaned(WorkerIdentity worker);

	/**
	 * Have a worker close some of the connections that it keeps alive, each with its next
	 * response, so that their clients connect anew.
	 * @param worker the worker
	 * @param connections how many
	 */
	void shed(WorkerIdentity worker, int connections);

	/**
	 * Refuse connections, because nobody serves and clients would wait in vain, until the
	 * next worker joins.
	 */
	void refuse();

}
