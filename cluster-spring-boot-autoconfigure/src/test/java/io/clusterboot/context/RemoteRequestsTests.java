package io.clusterboot.context;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;
import io.clusterboot.protocol.Operation;

import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RemoteRequests}.
 */
class RemoteRequestsTests {

	private static final long WORKER = 7;

	private static final ClusterStatus STATUS = new ClusterStatus(
			new PrimaryStatus(1, Instant.EPOCH, Duration.ofSeconds(1)), 3, 1, List.of(), null, List.of());

	private final PrimaryOperations operations = mock(PrimaryOperations.class);

	private final ControlServer server = mock(ControlServer.class);

	private final RemoteRequests requests = new RemoteRequests(this.operations, () -> this.server);

	@Test
	void forkIsAnsweredWithTheWorker() {
		WorkerChange.Forked forked = new WorkerChange.Forked(new WorkerIdentity(8, 1, 1), 4008);
		given(this.operations.fork(Map.of("SHARD", "7"))).willReturn(CompletableFuture.completedFuture(forked));
		ask(new Operation.Fork(Map.of("SHARD", "7")));
		assertReply(null, forked);
	}

	@Test
	void scaleIsAnsweredWhenItIsDone() {
		CompletableFuture<ClusterStatus> scaled = new CompletableFuture<>();
		given(this.operations.scale(3)).willReturn(scaled);
		ask(new Operation.Scale(3));
		then(this.server).shouldHaveNoInteractions();
		scaled.complete(STATUS);
		assertReply(STATUS);
	}

	@Test
	void reloadIsAskedForByTheWorkerAndAnsweredAtTheEnd() {
		CompletableFuture<ClusterStatus> reloaded = new CompletableFuture<>();
		given(this.operations.reload(WORKER)).willReturn(reloaded);
		ask(new Operation.Reload());
		then(this.server).shouldHaveNoInteractions();
		reloaded.complete(STATUS);
		assertReply(STATUS);
	}

	@Test
	void restartIsAnsweredWithTheStatus() {
		given(this.operations.restart(1)).willReturn(CompletableFuture.completedFuture(STATUS));
		ask(new Operation.Restart(1));
		assertReply(STATUS);
	}

	@Test
	void parkIsAnsweredWithTheStatus() {
		given(this.operations.park(1, true)).willReturn(CompletableFuture.completedFuture(STATUS));
		ask(new Operation.Park(1, true));
		assertReply(STATUS);
	}

	@Test
	void requestWhenOtherIsUnderWayIsAnsweredAsConflict() {
		given(this.operations.reload(WORKER)).willReturn(
				CompletableFuture.<ClusterStatus>failedFuture(new ClusterConflictException("Reload 1 is under way"))
					.thenApply((status) -> status));
		ask(new Operation.Reload());
		then(this.server).should()
			.send(WORKER, new Message.OperationReply(17, "Reload 1 is under way", true, null, null));
	}

	@Test
	void leaveAllIsAnsweredWhenItIsDone() {
		CompletableFuture<Void> left = new CompletableFuture<>();
		given(this.operations.leaveAll()).willReturn(left);
		ask(new Operation.LeaveAll());
		then(this.server).shouldHaveNoInteractions();
		left.complete(null);
		assertReply(null, null);
	}

	@Test
	void leaveIsAnsweredAtOnce() {
		ask(new Operation.Leave(8, true));
		then(this.operations).should().leave(8, true);
		assertReply(null, null);
	}

	@Test
	void requestWhenDeclinedIsAnsweredWithTheReason() {
		given(this.operations.scale(0)).willReturn(
				CompletableFuture.<ClusterStatus>failedFuture(new ClusterOperationException("0 are not possible"))
					.thenApply((status) -> status));
		ask(new Operation.Scale(0));
		assertReply("0 are not possible", null);
	}

	@Test
	void requestWhenThrownIsAnsweredWithTheReason() {
		willThrow(new ClusterUnavailableException("The cluster has not started")).given(this.operations)
			.leave(8, false);
		ask(new Operation.Leave(8, false));
		assertReply("The cluster has not started", null);
	}

	@Test
	void requestWhenFailureHasNoMessageIsAnsweredWithItsName() {
		given(this.operations.fork(Map.of())).willReturn(CompletableFuture.failedFuture(new NullPointerException()));
		ask(new Operation.Fork(Map.of()));
		assertReply("java.lang.NullPointerException", null);
	}

	private void ask(Operation operation) {
		this.requests.accept(WORKER, new Message.OperationRequest(17, operation));
	}

	private void assertReply(ClusterStatus status) {
		then(this.server).should().send(WORKER, new Message.OperationReply(17, null, false, null, status));
	}

	private void assertReply(@Nullable String failure, WorkerChange.@Nullable Forked forked) {
		then(this.server).should().send(WORKER, new Message.OperationReply(17, failure, false, forked, null));
	}

}
