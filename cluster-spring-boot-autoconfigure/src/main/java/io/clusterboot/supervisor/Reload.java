package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ReloadStatus;

/**
 * A reload that is under way: one step after the other, of which the first prepares the
 * generation and each further one replaces a worker.
 */
final class Reload {

	private final long id;

	private final int generation;

	private final long asker;

	private final Instant began;

	private Instant stepBegan;

	private final CompletableFuture<ReloadStatus> done = new CompletableFuture<>();

	private CompletableFuture<Void> step;

	private long successor;

	/**
	 * Create a new {@link Reload} instance.
	 * @param id number of the reload
	 * @param generation generation of the new workers
	 * @param asker id of the worker whose request waits for the end, or 0
	 * @param began when it began
	 * @param prepared the first step
	 */
	Reload(long id, int generation, long asker, Instant began, CompletableFuture<Void> prepared) {
		this.id = id;
		this.generation = generation;
		this.asker = asker;
		this.began = began;
		this.stepBegan = began;
		this.step = prepared;
	}

	long id() {
		return this.id;
	}

	int generation() {
		return this.generation;
	}

	Instant began() {
		return this.began;
	}

	/**
	 * Return when the step began that is under way.
	 * @return the time
	 */
	Instant stepBegan() {
		return this.stepBegan;
	}

	/**
	 * Return what completes at the end, well or not.
	 * @return the future
	 */
	CompletableFuture<ReloadStatus> done() {
		return this.done;
	}

	boolean isAskers(WorkerHandle handle) {
		return handle.run().identity().id() == this.asker;
	}

	/**
	 * Wait for another step.
	 * @param step the step
	 * @param successor id of the worker that was forked for it
	 * @param now when it began
	 */
	void next(CompletableFuture<Void> step, long successor, Instant now) {
		this.step = step;
		this.successor = successor;
		this.stepBegan = now;
	}

	/**
	 * Return the worker that was forked last.
	 * @return its id, or 0 before the first
	 */
	long successor() {
		return this.successor;
	}

	boolean isStepDone() {
		return this.step.isDone();
	}

	/**
	 * Return why the step that is done has failed.
	 * @return the reason, or {@code null} if it has not
	 */
	@Nullable String failure() {
		if (!this.step.isCompletedExceptionally()) {
			return null;
		}
		try {
			this.step.join();
			return null;
		}
		catch (CompletionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
		}
	}

}
