package io.clusterboot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The cluster, as every process of it sees it: what Node's {@code cluster} module lets a
 * program do. A bean in the primary and in every worker. What changes the cluster is
 * carried out by the primary, whoever asks.
 * <p>
 * Futures complete on a thread of the cluster: a dependent action that takes long belongs
 * on an executor. They fail with a {@link ClusterUnavailableException} where the primary
 * cannot be asked, and with a {@link ClusterOperationException} where it declines.
 *
 * @since 0.1.0
 */
public interface Cluster {

	/**
	 * Return whether this process is the primary.
	 * @return {@code true} in the primary
	 */
	boolean isPrimary();

	/**
	 * Return whether this process is a worker.
	 * @return {@code true} in a worker
	 */
	default boolean isWorker() {
		return !isPrimary();
	}

	/**
	 * Return this process among the workers.
	 * @return the worker, empty in the primary
	 */
	Optional<Worker> worker();

	/**
	 * Return the workers: from the fork until both the process is gone and its channel is
	 * closed.
	 * @return the workers by id
	 */
	List<Worker> workers();

	/**
	 * Return what later forks are started with.
	 * @return the settings; in a worker those that hold since the last
	 * {@link ClusterSetupEvent}
	 */
	ClusterSettings settings();

	/**
	 * Change the settings for later forks; those of workers that run stay. Works in the
	 * primary only.
	 * @param change gives the new settings for the current ones
	 * @throws IllegalStateException in a worker, and in an application that is not
	 * clustered
	 */
	void setup(UnaryOperator<ClusterSettings> change);

	/**
	 * Return the cluster's status as of now.
	 * @return the status
	 * @throws ClusterUnavailableException if the primary did not answer in time
	 */
	ClusterStatus status();

	/**
	 * Return whether this process is the leader among the workers. At most one process
	 * is, at any time.
	 * @return {@code true} in the leader, and in an application that is not clustered,
	 * which has nobody else to lead; never in a primary that forks workers
	 */
	boolean isLeader();

	/**
	 * Fork one worker more.
	 * @return completes with the worker once its process exists; fails with a
	 * {@link ClusterOperationException} if it cannot be forked, of which no event tells
	 */
	default CompletableFuture<Worker> fork() {
		return fork(Map.of());
	}

	/**
	 * Fork one worker more.
	 * @param environment environment variables that the worker and its replacements get
	 * beside the primary's own and before them
	 * @return completes with the worker once its process exists; fails with a
	 * {@link ClusterOperationException} if it cannot be forked, of which no event tells
	 */
	CompletableFuture<Worker> fork(Map<String, String> environment);

	/**
	 * Have so many workers: fork those that are missing, or have those with the highest
	 * ordinals leave gracefully.
	 * @param workers how many there shall be, at least 1
	 * @return completes with the status once so many are ready, those that are forked
	 * meanwhile aside, and those that were too many are gone; fails with a
	 * {@link ClusterOperationException} for less than 1, while another such change is
	 * under way, if one of those that were to stay is asked to leave or crashes while
	 * restarts are off, if they are not ready in time, and when the cluster ends
	 */
	CompletableFuture<ClusterStatus> scale(int workers);

	/**
	 * Replace all workers by such as run what now lies on disk, one after the other: each
	 * leaves when its replacement is ready, so that never fewer serve than before. The
	 * worker that asks is replaced last.
	 * @return completes with the status once all were replaced; in a worker that asked
	 * and is replaced itself, when it is about to leave; fails with a
	 * {@link ClusterConflictException} while another such change is under way, and with a
	 * {@link ClusterOperationException} that tells the reason if a replacement does not
	 * get ready, in which case those that were not replaced go on
	 */
	CompletableFuture<ClusterStatus> reload();

	/**
	 * Have all workers leave gracefully. Unlike Node's, which calls back after the first
	 * one, the future completes when all are gone. The primary ends with code 0 two
	 * seconds later, unless a worker was asked for again meanwhile.
	 * @return completes when all are gone; in a worker, which is gone by then, never
	 */
	CompletableFuture<Void> disconnect();

	/**
	 * Send a message to the other side, as Node's {@code process.send}: from a worker to
	 * the primary, from the primary to every worker. Waits for at most 10 seconds while a
	 * receiver is behind with the messages before it.
	 * @param message a text, bytes, or what the application's JSON mapper can write
	 * @throws ClusterMessageException if the message is too large, cannot be written, or
	 * is not taken in time
	 */
	void send(Object message);

	/**
	 * Send a message to every other worker. Waits for at most 10 seconds for each that is
	 * behind.
	 * @param message a text, bytes, or what the application's JSON mapper can write
	 * @throws ClusterMessageException if the message is too large, cannot be written, or
	 * is not taken in time by one of them; the others get it
	 */
	void sendToAll(Object message);

	/**
	 * Ask the primary. There is nobody to ask in the primary itself, where the future
	 * fails.
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

}
