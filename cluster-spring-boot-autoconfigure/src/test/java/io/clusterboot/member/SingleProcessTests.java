package io.clusterboot.member;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.clusterboot.Cluster;
import io.clusterboot.ClusterMessageException;
import io.clusterboot.ClusterOperationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SingleProcess}.
 */
class SingleProcessTests {

	private final Cluster cluster = new SingleProcess();

	@Test
	void roleIsThatOfALeadingPrimaryWithoutWorkers() {
		assertThat(this.cluster.isPrimary()).isTrue();
		assertThat(this.cluster.isWorker()).isFalse();
		assertThat(this.cluster.isLeader()).isTrue();
		assertThat(this.cluster.worker()).isEmpty();
		assertThat(this.cluster.workers()).isEmpty();
	}

	@Test
	void statusTellsOfThisProcess() {
		assertThat(this.cluster.status().primary().pid()).isEqualTo(ProcessHandle.current().pid());
		assertThat(this.cluster.status().primary().uptime()).isPositive();
		assertThat(this.cluster.status().workers()).isEmpty();
		assertThat(this.cluster.status().desiredWorkers()).isZero();
	}

	@Test
	void sendReachesNobodyAndFailsNever() {
		assertThatNoException().isThrownBy(() -> this.cluster.send("hello"));
		assertThatNoException().isThrownBy(() -> this.cluster.sendToAll("hello"));
	}

	@Test
	void operationsFailWithTheReason() {
		assertFails(this.cluster.fork(), ClusterOperationException.class);
		assertFails(this.cluster.scale(2), ClusterOperationException.class);
		assertFails(this.cluster.reload(), ClusterOperationException.class);
		assertFails(this.cluster.request("hello", String.class, Duration.ofHours(1)), ClusterMessageException.class);
		assertThatIllegalStateException().isThrownBy(() -> this.cluster.setup(UnaryOperator.identity()))
			.withMessage("The application is not clustered");
	}

	@Test
	void disconnectIsDoneAtOnce() {
		assertThat(this.cluster.disconnect()).isCompleted();
	}

	private void assertFails(CompletableFuture<?> future, Class<? extends Exception> type) {
		assertThat(future).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(type)
			.withMessageContaining("The application is not clustered");
	}

}
