package io.clusterboot.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterStatus;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.protocol.Message.OperationReply;
import io.clusterboot.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RemoteOperations}.
 */
class RemoteOperationsTests {

	private static final ClusterStatus STATUS = new ClusterStatus(
			new PrimaryStatus(1, Instant.EPOCH, Duration.ofSeconds(1)), 3, 1, List.of(), null, List.of());

	private static final OperationReply DONE = new OperationReply(1, null, false, null, STATUS);

	private final WorkerAgent agent = mock(WorkerAgent.class);

	private final RemoteOperations operations = new RemoteOperations(this.agent);

	@Test
	void operationsCompleteWithTheStatusOfTheReply() {
		answer(new Operation.Scale(3), DONE);
		answer(new Operation.Reload(), DONE);
		answer(new Operation.Restart(1), DONE);
		answer(new Operation.Park(1, true), DONE);
		assertThat(this.operations.scale(3)).isCompletedWithValue(STATUS);
		assertThat(this.operations.reload()).isCompletedWithValue(STATUS);
		assertThat(this.operations.restart(1)).isCompletedWithValue(STATUS);
		assertThat(this.operations.park(1, true)).isCompletedWithValue(STATUS);
	}

	@Test
	void operationWhenDeclinedFailsWithTheReason() {
		answer(new Operation.Restart(7), new OperationReply(1, "There is no worker 7", false, null, null));
		assertFails(this.operations.restart(7), ClusterOperationException.class, "There is no worker 7");
	}

	@Test
	void operationWhenOtherIsUnderWayFailsAsConflict() {
		answer(new Operation.Reload(), new OperationReply(1, "Reload 1 is under way", true, null, null));
		assertFails(this.operations.reload(), ClusterConflictException.class, "Reload 1 is under way");
	}

	private void answer(Operation operation, OperationReply reply) {
		given(this.agent.ask(operation)).willReturn(CompletableFuture.completedFuture(reply));
	}

	private static void assertFails(CompletableFuture<?> future, Class<? extends Throwable> type, String message) {
		assertThat(future).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isExactlyInstanceOf(type)
			.withMessage(message);
	}

}
