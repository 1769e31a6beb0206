package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerState;

/**
 * Reloads, one at a time: replaces each worker by one of a new generation. The first one
 * that fails ends the reload, and the others stay as they are.
 */
final class Reloader {

	private static final Log logger = LogFactory.getLog(Reloader.class);

	private final SupervisorSettings settings;

	private final Slots slots;

	private final Starter starter;

	private final Replacer replacer;

	private final GenerationSource source;

	private final SupervisorListener listener;

	private final Tally tally;

	private final LastWords lastWords;

	private final Supplier<Instant> wallTime;

	private @Nullable ReloadStatus last;

	private @Nullable Reload underWay;

	private int lastGeneration;

	private Set<Integer> retained = Set.of(1);

	/**
	 * Create a new {@link Reloader} instance.
	 * @param settings what it keeps to
	 * @param slots the slots
	 * @param starter forks the workers
	 * @param replacer replaces one of them
	 * @param source keeps what a generation runs
	 * @param listener told of the end
	 * @param tally told of the end, too
	 * @param lastWords knows what a worker printed
	 * @param wallTime gives the time that people read
	 */
	Reloader(SupervisorSettings settings, Slots slots, Starter starter, Replacer replacer, GenerationSource source,
			SupervisorListener listener, Tally tally, LastWords lastWords, Supplier<Instant> wallTime) {
		this.tally = tally;
		this.settings = settings;
		this.slots = slots;
		this.starter = starter;
		this.replacer = replacer;
		this.source = source;
		this.listener = listener;
		this.lastWords = lastWords;
		this.wallTime = wallTime;
		this.lastGeneration = starter.generation();
	}

	/**
	 * Return the last reload.
	 * @return its status, or {@code null} before the first
	 */
	@Nullable ReloadStatus status() {
		return this.last;
	}

	boolean isBusy() {
		return this.underWay != null;
	}

	void requireIdle() {
		if (this.underWay != null) {
			throw new ClusterConflictException(Words.say("Reload %d is under way", this.underWay.id()));
		}
	}

	/**
	 * Begin a reload.
	 * @param asker id of the worker whose request waits for the end, or 0
	 * @param now the time
	 * @return completes at the end, well or not
	 */
	CompletableFuture<ReloadStatus> reload(long asker, Instant now) {
		int generation = ++this.lastGeneration;
		long id = (this.last != null) ? this.last.id() + 1 : 1;
		Reload reload = new Reload(id, generation, asker, now, this.source.prepare(generation));
		this.underWay = reload;
		ReloadStatus begun = new ReloadStatus(id, ReloadState.RUNNING, generation, this.wallTime.get(), null, null);
		this.last = begun;
		logger.info(Words.say("Reload %d begins: generation %d", id, generation));
		this.listener.reloading(begun);
		return reload.done();
	}

	/**
	 * Go on as far as possible.
	 * @param now the time
	 */
	void settle(Instant now) {
		Reload reload = this.underWay;
		if (reload == null) {
			retainWhatIsNeeded();
			return;
		}
		if (!now.isBefore(reload.stepBegan().plus(this.settings.reloadTimeout()))) {
			abandon("one step took longer than " + Words.delay(this.settings.reloadTimeout()), now);
		}
		else if (reload.isStepDone()) {
			goOn(reload, now);
		}
	}

	private void goOn(Reload reload, Instant now) {
		String failure = reload.failure();
		if (failure != null) {
			fail(reload, failure + this.lastWords.of(reload.successor()));
			return;
		}
		Optional<WorkerHandle> lost = renewed(reload).filter(Replacement::isLost).findFirst();
		if (lost.isPresent()) {
			fail(reload, lost.get().name() + " ended after it had taken over");
			return;
		}
		next(reload).ifPresentOrElse((handle) -> replace(reload, handle, now), () -> succeed(reload, now));
	}

	private Stream<WorkerHandle> renewed(Reload reload) {
		return this.slots.all()
			.stream()
			.filter((handle) -> handle.wasForked() && !this.slots.isSurge(handle))
			.filter((handle) -> handle.run().identity().generation() == reload.generation());
	}

	private Optional<WorkerHandle> next(Reload reload) {
		return this.slots.all()
			.stream()
			.filter((handle) -> handle.wasForked() && !handle.is(WorkerState.STOPPING))
			.filter((handle) -> handle.run().identity().generation() != reload.generation())
			.min(Comparator.<WorkerHandle, Boolean>comparing(reload::isAskers).thenComparing(WorkerHandle::ordinal));
	}

	private void replace(Reload reload, WorkerHandle handle, Instant now) {
		CompletableFuture<Void> replaced = this.replacer.replace(handle, reload.generation(), !reload.isAskers(handle),
				now);
		reload.next(replaced, this.replacer.successorId(), now);
	}

	private void succeed(Reload reload, Instant now) {
		this.starter.generation(reload.generation());
		long replaced = renewed(reload).count();
		logger.info(Words.say("Reload %d finished: %d %s replaced in %s", reload.id(), replaced,
				(replaced == 1) ? "worker" : "workers", Words.seconds(Duration.between(reload.began(), now), 1)));
		end(reload, ReloadState.SUCCEEDED, null);
	}

	/**
	 * Give up the reload that is under way.
	 * @param reason why
	 * @param now the time
	 */
	void abandon(String reason, Instant now) {
		Reload reload = this.underWay;
		if (reload != null) {
			this.replacer.abandon(reason, now);
			fail(reload, reason);
		}
	}

	private void fail(Reload reload, String reason) {
		long count = renewed(reload).count();
		String replaced = (count > 0) ? Words.say(" (%d of the workers had been replaced and stay)", count) : "";
		logger.warn(
				Words.say("Reload %d failed%s; the other workers go on as before: %s", reload.id(), replaced, reason));
		end(reload, ReloadState.FAILED, reason + replaced);
	}

	private void end(Reload reload, ReloadState state, @Nullable String reason) {
		ReloadStatus begun = Objects.requireNonNull(this.last);
		ReloadStatus status = new ReloadStatus(begun.id(), state, begun.generation(), begun.startTime(),
				this.wallTime.get(), reason);
		this.last = status;
		this.underWay = null;
		this.retained = Set.of();
		retainWhatIsNeeded();
		this.tally.reloaded(state);
		this.listener.reloaded(status);
		reload.done().complete(status);
	}

	/**
	 * Fail what is under way, because nobody looks after the workers any more.
	 * @param failure why
	 */
	void close(RuntimeException failure) {
		if (this.underWay != null) {
			this.underWay.done().completeExceptionally(failure);
		}
	}

	private void retainWhatIsNeeded() {
		Set<Integer> needed = generations();
		if (!needed.equals(this.retained)) {
			this.retained = needed;
			this.source.retain(needed);
		}
	}

	private Set<Integer> generations() {
		Set<Integer> generations = new HashSet<>(Set.of(this.starter.generation()));
		this.slots.all()
			.stream()
			.filter(WorkerHandle::wasForked)
			.forEach((handle) -> generations.add(handle.run().identity().generation()));
		return generations;
	}

}
