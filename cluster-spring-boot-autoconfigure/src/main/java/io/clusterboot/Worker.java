package io.clusterboot;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * One worker process as any process of the cluster sees it. It stays what it is when the
 * process is gone; a replacement is another worker.
 *
 * @since 0.1.0
 */
public interface Worker {

	/**
	 * Return the id.
	 * @return from 1; rises with every fork and is never used again
	 */
	long id();

	/**
	 * Return the slot.
	 * @return from 0; a replacement has the same
	 */
	int ordinal();

	/**
	 * Return the generation.
	 * @return from 1; rises with every reload
	 */
	int generation();

	/**
	 * Return the process id.
	 * @return the process id, also of a process that is gone
	 */
	long pid();

	/**
	 * Return how far the worker is.
	 * @return {@link WorkerState#STARTING} from the fork, {@link WorkerState#READY},
	 * {@link WorkerState#STOPPING} when asked to leave, {@link WorkerState#STOPPED} when
	 * gone
	 */
	WorkerState state();

	/**
	 * Return whether the worker's channel to the primary is open.
	 * @return {@code true} between {@link WorkerOnlineEvent} and
	 * {@link WorkerDisconnectedEvent}
	 */
	boolean isConnected();

	/**
	 * Return whether the process is gone.
	 * @return {@code true} from {@link WorkerExitedEvent} on
	 */
	boolean isDead();

	/**
	 * Return whether the worker leaves, or left, because somebody wanted it to: by
	 * {@link #disconnect}, {@link #kill}, a smaller {@link Cluster#scale}, a reload or
	 * the end of the cluster. Unlike Node's flag it is also true after {@link #kill} from
	 * the primary.
	 * @return {@code true} from the moment when this process hears that it was asked to
	 * leave, which is soon after it was asked; {@code false} for a crash
	 */
	boolean exitedAfterDisconnect();

	/**
	 * Send a message to this worker. Waits for at most 10 seconds while the worker is
	 * behind with those before it.
	 * @param message a text, bytes, or what the application's JSON mapper can write
	 * @throws ClusterMessageException if the message is too large, cannot be written, or
	 * is not taken in time, or the worker is not connected
	 */
	void send(Object message);

	/**
	 * Ask this worker.
	 * @param <T> the type of the answer
	 * @param message the question
	 * @param type the type of the answer, not a primitive one
	 * @param timeout how long to wait for it
	 * @return completes with the answer, {@code null} where the listeners returned that
	 * (see {@link ClusterMessageListener}); fails with a {@link ClusterMessageException}
	 * at once if nobody there answers such a message or the listener threw, and after the
	 * timeout if no answer came
	 */
	<T> CompletableFuture<@Nullable T> request(Object message, Class<T> type, Duration timeout);

	/**
	 * Have the worker leave gracefully, for good: it is not replaced. Does not wait for
	 * it. One that takes longer than {@code cluster.shutdown.timeout} is killed. When the
	 * last worker has left like that, the primary ends.
	 * @return this worker
	 */
	Worker disconnect();

	/**
	 * End the worker with SIGTERM, which lets it leave gracefully; it is not replaced.
	 */
	default void kill() {
		kill("TERM");
	}

	/**
	 * End the worker; it is not replaced. Does not wait for it.
	 * @param signal {@code KILL} to end it at once, {@code TERM} or {@code INT} to have
	 * it leave as by {@link #disconnect}: either is a SIGTERM to the worker, which
	 * ignores the SIGINT of a terminal; with or without {@code SIG}
	 * @throws IllegalArgumentException for any other signal
	 */
	void kill(String signal);

}
