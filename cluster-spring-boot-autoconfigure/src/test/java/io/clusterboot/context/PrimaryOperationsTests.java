package io.clusterboot.context;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.supervisor.Supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link PrimaryOperations}.
 */
class PrimaryOperationsTests {

	private final PrimaryOperations operations = new PrimaryOperations(() -> null, (change) -> {
	});

	private final Supervisor supervisor = mock(Supervisor.class);

	private final PrimaryOperations running = new PrimaryOperations(() -> this.supervisor, (change) -> {
	});

	@Test
	void operationsWhenClusterHasNotStartedFailAsTheirFuturesSay() {
		assertUnavailable(this.operations.fork(Map.of()));
		assertUnavailable(this.operations.scale(2));
		assertUnavailable(this.operations.reload());
		assertUnavailable(this.operations.restart(0));
		assertUnavailable(this.operations.park(0, true));
		assertUnavailable(this.operations.leaveAll());
	}

	@Test
	void statusWhenClusterHasNotStartedThrows() {
		assertThatExceptionOfType(ClusterUnavailableException.class).isThrownBy(this.operations::status)
			.withMessage("The cluster has not started");
	}

	@Test
	void reloadIsAnsweredWithTheStatusAtItsEnd() {
		ReloadStatus reload = new ReloadStatus(3, ReloadState.FAILED, 4, Instant.EPOCH, Instant.EPOCH, "no memory");
		CompletableFuture<ReloadStatus> ended = new CompletableFuture<>();
		given(this.supervisor.reload(0)).willReturn(ended);
		given(this.supervisor.status()).willReturn(CompletableFuture.completedFuture(status(null)));
		CompletableFuture<ClusterStatus> reloaded = this.running.reload();
		then(this.supervisor).should(never()).status();
		ended.complete(reload);
		assertThat(reloaded).isCompletedWithValue(status(reload));
	}

	@Test
	void reloadWhenTheNextOneHasBegunTellsOfTheOneAskedFor() {
		ReloadStatus ended = new ReloadStatus(3, ReloadState.FAILED, 4, Instant.EPOCH, Instant.EPOCH, "no memory");
		ReloadStatus next = new ReloadStatus(4, ReloadState.RUNNING, 5, Instant.EPOCH, null, null);
		given(this.supervisor.reload(7)).willReturn(CompletableFuture.completedFuture(ended));
		given(this.supervisor.status()).willReturn(CompletableFuture.completedFuture(status(next)));
		assertThat(this.running.reload(7)).isCompletedWithValue(status(ended));
	}

	@Test
	void reloadWhenDeclinedAsksForNoStatus() {
		given(this.supervisor.reload(7))
			.willReturn(CompletableFuture.failedFuture(new ClusterConflictException("under way")));
		assertThat(this.running.reload(7)).isCompletedExceptionally();
		then(this.supervisor).should(never()).status();
	}

	@Test
	void restartAndParkAreAnsweredWithTheStatus() {
		given(this.supervisor.restart(1)).willReturn(CompletableFuture.completedFuture(null));
		given(this.supervisor.park(1, true)).willReturn(CompletableFuture.completedFuture(null));
		given(this.supervisor.status()).willReturn(CompletableFuture.completedFuture(status(null)));
		assertThat(this.running.restart(1)).isCompletedWithValue(status(null));
		assertThat(this.running.park(1, true)).isCompletedWithValue(status(null));
	}

	private static ClusterStatus status(@Nullable ReloadStatus reload) {
		return new ClusterStatus(new PrimaryStatus(1, Instant.EPOCH, Duration.ofSeconds(1)), 3, 1, List.of(), reload,
				List.of());
	}

	private static void assertUnavailable(CompletableFuture<?> future) {
		assertThat(future).isCompletedExceptionally();
		assertThat(future.handle((result, failure) -> failure).join()).isInstanceOf(ClusterUnavailableException.class);
	}

}
