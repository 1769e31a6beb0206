package io.clusterboot.member;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Sends messages to other processes of the cluster.
 *
 * @since 0.1.0
 */
public interface Messenger {

	/**
	 * Address of the primary, beside the ids of the workers.
	 */
	long PRIMARY = 0;

	/**
	 * Send a message.
	 * @param receiver id of a worker, or {@link #PRIMARY}
	 * @param message the message
	 */
	void send(long receiver, Object message);

	/**
	 * Ask and wait for the answer.
	 * @param <T> the type of the answer
	 * @param receiver id of a worker, or {@link #PRIMARY}
	 * @param message the question
	 * @param type the type of the answer
	 * @param timeout how long to wait for it
	 * @return completes with the answer
	 */
	<T> CompletableFuture<@Nullable T> request(long receiver, Object message, Class<T> type, Duration timeout);

}
