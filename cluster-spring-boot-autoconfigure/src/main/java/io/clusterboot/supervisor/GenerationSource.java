package io.clusterboot.supervisor;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps what the workers of each generation run.
 *
 * @since 0.1.0
 */
public interface GenerationSource {

	/**
	 * The generation of the workers that are forked first.
	 */
	int FIRST = 1;

	/**
	 * Keeps nothing: each worker runs what lies on disk when it is forked.
	 */
	GenerationSource NONE = new GenerationSource() {
	};

	/**
	 * Take what now lies on disk for a new generation, or wait for what was taken for the
	 * first.
	 * @param generation the generation
	 * @return completes, on any thread, when workers of that generation can be forked;
	 * fails with the reason, for people, why they cannot
	 */
	default CompletableFuture<Void> prepare(int generation) {
		return CompletableFuture.completedFuture(null);
	}

	/**
	 * Let go of all generations but some. Returns at once.
	 * @param generations the generations that still are needed
	 */
	default void retain(Set<Integer> generations) {
	}

}
