package io.clusterboot.supervisor;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link WorkerHandle}.
 */
class WorkerHandleTests {

	private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

	private static final WorkerExit EXIT = new WorkerExit(3, null, "exit code 3", NOW);

	private final WorkerHandle handle = new WorkerHandle(2, FailureHistory.none(TestSettings.workers(1).build()));

	private final FakeProcess process = new FakeProcess(new WorkerIdentity(7, 2, 1), (exit) -> {
	});

	@Test
	void readyWhenNeverStartedThrows() {
		assertThatIllegalStateException().isThrownBy(() -> this.handle.ready(NOW))
			.withMessage("Worker 2 cannot become READY while it is STOPPED");
	}

	@Test
	void startedWhenProcessIsThereThrowsAndKeepsIt() {
		this.handle.started(run());
		assertThatIllegalStateException().isThrownBy(() -> this.handle.started(run()));
		assertThat(this.handle.holds(7)).isTrue();
	}

	@Test
	void readyWhenReadyThrows() {
		this.handle.started(run());
		this.handle.ready(NOW);
		assertThatIllegalStateException().isThrownBy(() -> this.handle.ready(NOW));
	}

	@Test
	void crashedWhenStoppingThrowsAndStaysStopping() {
		this.handle.started(run());
		this.handle.stop(NOW.plusSeconds(35));
		assertThatIllegalStateException().isThrownBy(() -> this.handle.crashed(EXIT, NOW));
		assertThat(this.handle.state()).isEqualTo(WorkerState.STOPPING);
	}

	@Test
	void exitedAsAskedWhenNobodyAskedThrows() {
		this.handle.started(run());
		assertThatIllegalStateException().isThrownBy(() -> this.handle.exitedAsAsked(EXIT));
	}

	@Test
	void giveUpWhenStoppedThrows() {
		assertThatIllegalStateException().isThrownBy(this.handle::giveUp);
	}

	@Test
	void stopWhenStoppingDoesNotAskAgain() {
		this.handle.started(run());
		assertThat(this.handle.stop(NOW.plusSeconds(35))).isTrue();
		assertThat(this.handle.stop(NOW.plusSeconds(35))).isFalse();
	}

	@Test
	void stopWhenFailedStaysFailed() {
		this.handle.started(run());
		this.handle.failed(EXIT);
		this.handle.stop(NOW.plusSeconds(35));
		assertThat(this.handle.state()).isEqualTo(WorkerState.FAILED);
	}

	@Test
	void holdsWhenProcessIsGoneIsFalse() {
		this.handle.started(run());
		assertThat(this.handle.holds(7)).isTrue();
		assertThat(this.handle.holds(6)).isFalse();
		this.handle.crashed(EXIT, NOW);
		assertThat(this.handle.holds(7)).isFalse();
	}

	private WorkerRun run() {
		return new WorkerRun(this.process.identity(), new Fork(this.process, Instant.EPOCH), NOW);
	}

}
