package io.clusterboot.actuate.all;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Workers}, as the one with id 1 in slot 0 sees them.
 */
class WorkersTests {

	/**
	 * Longer ago than the last heartbeat of those that {@link TestCluster} makes.
	 */
	private static final Duration SILENCE = Duration.ofSeconds(1);

	private static final Duration IMPATIENCE = Duration.ofMillis(300);

	private final FakeStatusSource source = new FakeStatusSource(TestCluster.status(0));

	private final Workers workers = workers(SILENCE);

	@Test
	void speakersWhenASlotIsHandedOverAreTheReadyOnes() {
		status(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY),
				TestCluster.surge(3, 1, WorkerState.STARTING));
		assertThat(this.workers.now().speakers()).extracting(Target::id).containsExactly(1L, 2L);
		status(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.STOPPING),
				TestCluster.surge(3, 1, WorkerState.READY));
		assertThat(this.workers.now().speakers()).extracting(Target::id).containsExactly(1L, 3L);
	}

	@Test
	void speakersWhenThisOneIsReplacedSpeaksForItsSlot() {
		status(TestCluster.worker(0, WorkerState.STOPPING), TestCluster.surge(3, 0, WorkerState.READY));
		assertThat(this.workers.now().speakers()).containsExactly(new Target(0, 1, WorkerState.STOPPING, null));
	}

	@Test
	void speakersWhenASlotHasNoProcessLeaveItOut() {
		status(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.BACKING_OFF),
				TestCluster.worker(2, WorkerState.STARTING));
		assertThat(this.workers.now().speakers()).extracting(Target::ordinal).containsExactly(0, 2);
		assertThat(this.workers.now().speakers().get(1).isReady()).isFalse();
	}

	@Test
	void slotsWhenNoProcessHoldsOneSayWhy() {
		status(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.BACKING_OFF),
				TestCluster.worker(2, WorkerState.FAILED), TestCluster.worker(3, WorkerState.STOPPED));
		assertThat(this.workers.now().slots()).extracting(Target::ordinal).containsExactly(0, 1, 2);
		assertThat(this.workers.now().slots()).extracting(Target::problem)
			.containsExactly(null, "is backing off", "is failed");
	}

	@Test
	void othersAreAllProcessesButThisOne() {
		status(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.STOPPING),
				TestCluster.worker(2, WorkerState.FAILED), TestCluster.surge(4, 1, WorkerState.STARTING));
		assertThat(this.workers.now().others()).extracting(Target::id).containsExactly(2L, 4L);
		assertThat(this.workers.now().others()).extracting(Target::state)
			.containsExactly(WorkerState.STOPPING, WorkerState.STARTING);
		assertThat(this.workers.now().live()).containsExactly(1L, 2L, 4L);
	}

	@Test
	void othersWhenOneIsSilentHasAProblem() {
		status(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY));
		assertThat(this.workers.now().others()).extracting(Target::problem).containsOnlyNulls();
		assertThat(workers(IMPATIENCE).now().others()).extracting(Target::problem)
			.containsExactly("no sign of life for 400 ms");
		assertThat(workers(IMPATIENCE).now().speakers().get(0).problem()).isNull();
	}

	@Test
	void othersWhenThePrimaryFallsSilentAreThoseItNamedLast() {
		status(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY));
		List<Target> known = this.workers.now().others();
		this.source.fallSilent();
		assertThat(this.workers.now().others()).isEqualTo(known).hasSize(1);
		assertThat(this.workers.now().live()).containsExactly(1L, 2L);
	}

	@Test
	void speakersWhenThePrimaryNeverAnsweredAreThisOneAlone() {
		this.source.fallSilent();
		assertThat(this.workers.now().speakers()).extracting(Target::id).containsExactly(1L);
		assertThat(this.workers.now().slots()).hasSize(1);
		assertThat(this.workers.now().others()).isEmpty();
		assertThat(this.workers.now().live()).isEmpty();
	}

	@Test
	void liveWhenThePrimaryDoesNotKnowThisOneYetHasItToo() {
		status(TestCluster.worker(1, WorkerState.READY));
		assertThat(this.workers.now().live()).containsExactly(1L, 2L);
	}

	private void status(WorkerStatus... workers) {
		this.source.answer(TestCluster.status(workers.length, workers));
	}

	private Workers workers(Duration silence) {
		return new Workers(this.source, new WorkerIdentity(1, 0, 1), silence);
	}

}
