package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;

/**
 * Changes the number of workers.
 */
final class Resizer {

	private final SupervisorSettings settings;

	private final Slots slots;

	private final Departures departures;

	private final List<Resize> underWay = new ArrayList<>();

	Resizer(SupervisorSettings settings, Slots slots, Departures departures) {
		this.settings = settings;
		this.slots = slots;
		this.departures = departures;
	}

	/**
	 * Have so many workers.
	 * @param workers how many
	 * @param now the time
	 * @return completes when those that were missing are ready and the others gone
	 * @throws ClusterOperationException if there would be none
	 */
	CompletableFuture<Void> scale(int workers, Instant now) {
		if (workers < 1) {
			throw new ClusterOperationException(Words.say("%d workers are not possible, at least 1 is", workers));
		}
		int wanted = (int) this.slots.wanted().count();
		for (int missing = workers - wanted; missing > 0; missing--) {
			this.slots.vacant().revive();
		}
		Stream<WorkerHandle> failed = this.slots.all().stream().filter(WorkerHandle::isVacant);
		Stream<WorkerHandle> surplus = this.slots.fromTheEnd().limit(Math.max(0, wanted - workers));
		List<WorkerHandle> staying = this.slots.wanted().limit(workers).toList();
		return begin(staying, Stream.concat(failed, surplus).toList(), now);
	}

	boolean isBusy() {
		return this.underWay.stream().anyMatch(Resize::isScaling);
	}

	void requireIdle() {
		if (isBusy()) {
			throw new ClusterConflictException("Another change of the number of workers is under way");
		}
	}

	/**
	 * Have all workers leave for good.
	 * @param now the time
	 * @return completes when they are gone
	 */
	CompletableFuture<Void> leaveAll(Instant now) {
		return begin(List.of(), List.copyOf(this.slots.all()), now);
	}

	private CompletableFuture<Void> begin(List<WorkerHandle> staying, List<WorkerHandle> surplus, Instant now) {
		Set<Long> leaving = new HashSet<>();
		for (WorkerHandle handle : surplus) {
			this.departures.drop(handle, now);
			if (handle.wasForked()) {
				leaving.add(handle.run().identity().id());
			}
		}
		Duration patience = this.settings.startupTimeout().plus(this.settings.shutdownTimeout().multipliedBy(2));
		Resize resize = new Resize(staying, leaving, now.plus(patience), new CompletableFuture<>());
		this.underWay.add(resize);
		return resize.done();
	}

	/**
	 * Complete the changes that are done.
	 * @param now the time
	 */
	void settle(Instant now) {
		this.underWay.removeIf((resize) -> resize.settle(this.slots, now));
	}

	/**
	 * Give up the changes after which workers would be left, because the cluster ends.
	 */
	void abandon() {
		giveUp(this.underWay.stream().filter(Resize::isScaling).toList(),
				new ClusterOperationException("The cluster ends"));
	}

	/**
	 * Give up all changes, because nobody looks after them any more.
	 * @param failure why
	 */
	void close(RuntimeException failure) {
		giveUp(List.copyOf(this.underWay), failure);
	}

	private void giveUp(List<Resize> resizes, RuntimeException failure) {
		this.underWay.removeAll(resizes);
		resizes.forEach((resize) -> resize.fail(failure));
	}

}
