package io.clusterboot.context;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PrimaryOperations}.
 */
class PrimaryOperationsTests {

	private final PrimaryOperations operations = new PrimaryOperations(() -> null, (change) -> {
	});

	@Test
	void operationsWhenClusterHasNotStartedFailAsTheirFuturesSay() {
		assertUnavailable(this.operations.fork(Map.of()));
		assertUnavailable(this.operations.scale(2));
		assertUnavailable(this.operations.leaveAll());
	}

	@Test
	void statusWhenClusterHasNotStartedThrows() {
		assertThatExceptionOfType(ClusterUnavailableException.class).isThrownBy(this.operations::status)
			.withMessage("The cluster has not started");
	}

	private static void assertUnavailable(CompletableFuture<?> future) {
		assertThat(future).isCompletedExceptionally();
		assertThat(future.handle((result, failure) -> failure).join()).isInstanceOf(ClusterUnavailableException.class);
	}

}
