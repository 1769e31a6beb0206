package io.clusterboot.worker;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterUnavailableException;

/**
 * The callers that wait for the primary's answer, by number of their request. Safe for
 * use by several threads.
 *
 * @param <T> the type of the answers
 */
final class PendingReplies<T> {

	private final AtomicLong numbers = new AtomicLong();

	private final Map<Long, CompletableFuture<T>> pending = new ConcurrentHashMap<>();

	private volatile @Nullable String failure;

	long nextNumber() {
		return this.numbers.incrementAndGet();
	}

	CompletableFuture<T> open(long number) {
		CompletableFuture<T> reply = new CompletableFuture<>();
		this.pending.put(number, reply);
		reply.whenComplete((answer, failed) -> this.pending.remove(number));
		// Looked at after the put: whoever fails all meanwhile has missed this one.
		String failure = this.failure;
		if (failure != null) {
			reply.completeExceptionally(new ClusterUnavailableException(failure));
		}
		return reply;
	}

	void complete(long number, T answer) {
		CompletableFuture<T> reply = this.pending.get(number);
		if (reply != null) {
			reply.complete(answer);
		}
	}

	/**
	 * Fail all who wait and all who will.
	 * @param reason why there are no answers any more
	 */
	void failAll(String reason) {
		this.failure = reason;
		this.pending.values().forEach((reply) -> reply.completeExceptionally(new ClusterUnavailableException(reason)));
	}

	int size() {
		return this.pending.size();
	}

}
