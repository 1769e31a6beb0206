package io.clusterboot.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Generations that are prepared when the test says so.
 */
final class FakeGenerations implements GenerationSource {

	private final List<Set<Integer>> retained = new ArrayList<>();

	private CompletableFuture<Void> next = CompletableFuture.completedFuture(null);

	/**
	 * Have the next generation wait for the test.
	 * @return to be completed by the test
	 */
	CompletableFuture<Void> hold() {
		this.next = new CompletableFuture<>();
		return this.next;
	}

	List<Set<Integer>> retained() {
		return this.retained;
	}

	@Override
	public CompletableFuture<Void> prepare(int generation) {
		return this.next;
	}

	@Override
	public void retain(Set<Integer> generations) {
		this.retained.add(generations);
	}

}
