package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.ClusterUnavailableException;

/**
 * Something that is asked of the pool and answered at once.
 *
 * @param <T> the type of the answer
 * @param question gives the answer
 * @param answer completed with it
 */
record PoolRequest<T>(Question<T> question, CompletableFuture<T> answer) implements PoolTask {

	@Override
	public void run(WorkerPool pool, Instant now) {
		try {
			this.answer.complete(this.question.ask(pool, now));
		}
		catch (RuntimeException ex) {
			this.answer.completeExceptionally(ex);
		}
	}

	@Override
	public void abandon() {
		this.answer.completeExceptionally(new ClusterUnavailableException("The supervisor is closed"));
	}

	/**
	 * What is asked.
	 *
	 * @param <T> the type of the answer
	 */
	@FunctionalInterface
	interface Question<T> {

		T ask(WorkerPool pool, Instant now);

	}

}
