package io.clusterboot.member;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterMessageException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterReadyEvent;
import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterSetupEvent;
import io.clusterboot.ClusterStatus;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.ReloadFinishedEvent;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.Worker;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link ClusterView}.
 */
class ClusterViewTests {

	private static final ClusterSettings SETTINGS = new ClusterSettings(List.of("--a=b"), List.of(), Map.of(), null,
			false);

	private static final ClusterStatus STATUS = new ClusterStatus(
			new PrimaryStatus(1, Instant.EPOCH, Duration.ofSeconds(1)), 2, 1, List.of(), null, List.of());

	private final ClusterOperations operations = mock(ClusterOperations.class);

	private final Messenger messenger = mock(Messenger.class);

	private final List<Runnable> callbacks = new ArrayList<>();

	@Test
	void roleWhenPrimary() {
		ClusterView view = primary();
		online(view, 1);
		assertThat(view.isPrimary()).isTrue();
		assertThat(view.isWorker()).isFalse();
		assertThat(view.worker()).isEmpty();
		assertThat(view.isLeader()).isFalse();
	}

	@Test
	void roleWhenWorkerIsItselfAmongTheWorkers() {
		ClusterView view = worker(2);
		online(view, 1);
		assertThat(view.worker()).isEmpty();
		online(view, 2);
		assertThat(view.isPrimary()).isFalse();
		assertThat(view.isWorker()).isTrue();
		assertThat(view.worker()).hasValueSatisfying((worker) -> assertThat(worker.id()).isEqualTo(2));
		assertThat(view.workers()).extracting(Worker::id).containsExactly(1L, 2L);
		assertThat(view.worker(1)).contains(view.workers().get(0));
	}

	@Test
	void applyWhenSettingsChangedTellsThem() {
		ClusterView view = primary();
		assertThat(view.settings()).isEqualTo(SETTINGS);
		ClusterSettings changed = SETTINGS.withSilent(true).withDirectory(Path.of("elsewhere"));
		assertThat(view.apply(changed)).isInstanceOfSatisfying(ClusterSetupEvent.class,
				(event) -> assertThat(event.settings()).isEqualTo(changed));
		assertThat(view.settings()).isEqualTo(changed);
	}

	@Test
	void readyTellsTheStatus() {
		assertThat(primary().ready(STATUS)).isInstanceOfSatisfying(ClusterReadyEvent.class,
				(event) -> assertThat(event.status()).isEqualTo(STATUS));
	}

	@Test
	void sendWhenPrimaryGoesToEveryConnectedWorker() {
		ClusterView view = primary();
		online(view, 1);
		online(view, 3);
		fork(view, 4);
		view.send("hello");
		then(this.messenger).should().send(1, "hello");
		then(this.messenger).should().send(3, "hello");
		then(this.messenger).shouldHaveNoMoreInteractions();
	}

	@Test
	void sendWhenWorkerGoesToThePrimary() {
		ClusterView view = worker(1);
		online(view, 1);
		online(view, 2);
		view.send("hello");
		then(this.messenger).should().send(Messenger.PRIMARY, "hello");
		then(this.messenger).shouldHaveNoMoreInteractions();
	}

	@Test
	void sendToAllWhenWorkerGoesToTheOthers() {
		ClusterView view = worker(1);
		online(view, 1);
		online(view, 2);
		online(view, 3);
		view.sendToAll("hello");
		then(this.messenger).should(never()).send(1, "hello");
		then(this.messenger).should().send(2, "hello");
		then(this.messenger).should().send(3, "hello");
	}

	@Test
	void sendToAllWhenOneDoesNotTakeItReachesTheOthersAndFails() {
		ClusterView view = primary();
		online(view, 1);
		online(view, 2);
		ClusterMessageException failure = new ClusterMessageException("too slow", null);
		willThrow(failure).given(this.messenger).send(1, "hello");
		assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> view.sendToAll("hello"))
			.isSameAs(failure);
		then(this.messenger).should().send(2, "hello");
	}

	@Test
	void sendToAllWhenOneGoesMeanwhileReachesTheOthers() {
		ClusterView view = primary();
		online(view, 1);
		online(view, 2);
		willAnswer((call) -> {
			view.apply(new WorkerChange.Disconnected(new WorkerIdentity(1, 0, 1)));
			throw new ClusterMessageException("The receiver is not connected", null);
		}).given(this.messenger).send(1, "hello");
		view.sendToAll("hello");
		then(this.messenger).should().send(2, "hello");
	}

	@Test
	void requestAsksThePrimary() {
		CompletableFuture<String> answer = new CompletableFuture<>();
		given(this.messenger.request(Messenger.PRIMARY, "hello?", String.class, Duration.ofSeconds(1)))
			.willReturn(answer);
		assertThat(worker(1).request("hello?", String.class, Duration.ofSeconds(1))).isSameAs(answer);
	}

	@Test
	void forkReturnsTheWorker() {
		ClusterView view = primary();
		fork(view, 7);
		given(this.operations.fork(Map.of()))
			.willReturn(CompletableFuture.completedFuture(new WorkerChange.Forked(new WorkerIdentity(7, 6, 1), 4007)));
		CompletableFuture<Worker> forked = view.fork();
		runCallbacks();
		assertThat(forked.join()).isSameAs(view.workers().get(0));
	}

	@Test
	void reloadWhenSucceededTellsTheStatus() {
		ClusterStatus status = status(ReloadState.SUCCEEDED, null);
		given(this.operations.reload()).willReturn(CompletableFuture.completedFuture(status));
		CompletableFuture<ClusterStatus> reloaded = primary().reload();
		runCallbacks();
		assertThat(reloaded).isCompletedWithValue(status);
	}

	@Test
	void reloadWhenFailedFailsWithTheReason() {
		given(this.operations.reload())
			.willReturn(CompletableFuture.completedFuture(status(ReloadState.FAILED, "worker 0 exited with code 1")));
		CompletableFuture<ClusterStatus> reloaded = primary().reload();
		assertThat(reloaded).isNotDone();
		runCallbacks();
		assertThat(reloaded).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseExactlyInstanceOf(ClusterOperationException.class)
			.withMessageContaining("Reload 3 failed: worker 0 exited with code 1");
	}

	@Test
	void reloadWhenDeclinedFailsWithTheConflict() {
		given(this.operations.reload())
			.willReturn(CompletableFuture.failedFuture(new ClusterConflictException("Reload 3 is under way")));
		CompletableFuture<ClusterStatus> reloaded = primary().reload();
		runCallbacks();
		assertThat(reloaded).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(ClusterConflictException.class);
	}

	@Test
	void reloadedTellsTheReload() {
		ReloadStatus reload = new ReloadStatus(3, ReloadState.SUCCEEDED, 4, Instant.EPOCH, Instant.EPOCH, null);
		assertThat(primary().reloaded(reload)).isEqualTo(new ReloadFinishedEvent(reload));
	}

	@Test
	void futuresRunDependentActionsWhereTheyBelong() {
		CompletableFuture<ClusterStatus> scaled = new CompletableFuture<>();
		CompletableFuture<Void> left = new CompletableFuture<>();
		given(this.operations.scale(3)).willReturn(scaled);
		given(this.operations.leaveAll()).willReturn(left);
		ClusterView view = primary();
		CompletableFuture<ClusterStatus> status = view.scale(3);
		CompletableFuture<Void> disconnected = view.disconnect();
		scaled.complete(STATUS);
		left.complete(null);
		assertThat(status).isNotDone();
		assertThat(disconnected).isNotDone();
		runCallbacks();
		assertThat(status).isCompletedWithValue(STATUS);
		assertThat(disconnected).isCompleted();
	}

	@Test
	void futuresWhenDeclinedRunDependentActionsWhereTheyBelongToo() {
		CompletableFuture<WorkerChange.Forked> forked = new CompletableFuture<>();
		CompletableFuture<ClusterStatus> scaled = new CompletableFuture<>();
		CompletableFuture<Void> left = new CompletableFuture<>();
		given(this.operations.fork(Map.of())).willReturn(forked);
		given(this.operations.scale(3)).willReturn(scaled);
		given(this.operations.leaveAll()).willReturn(left);
		ClusterView view = primary();
		List<CompletableFuture<?>> answers = List.of(view.fork(), view.scale(3), view.disconnect());
		List.of(forked, scaled, left)
			.forEach((future) -> future.completeExceptionally(new ClusterOperationException("The cluster ends")));
		assertThat(answers).noneMatch(CompletableFuture::isDone);
		runCallbacks();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(ClusterOperationException.class));
	}

	@Test
	void setupAndStatusAreThePrimarys() {
		given(this.operations.status()).willReturn(STATUS);
		assertThat(worker(1).status()).isSameAs(STATUS);
		UnaryOperator<ClusterSettings> change = (settings) -> settings.withSilent(true);
		primary().setup(change);
		then(this.operations).should().setup(change);
	}

	@Test
	void storyMakesAnotherViewKnowTheSame() {
		ClusterView view = primary();
		online(view, 1);
		fork(view, 2);
		ClusterView other = worker(2);
		view.story().forEach(other::apply);
		assertThat(other.workers()).isEqualTo(view.workers())
			.extracting(Worker::isConnected)
			.containsExactly(true, false);
	}

	private static ClusterStatus status(ReloadState state, @Nullable String reason) {
		ReloadStatus reload = new ReloadStatus(3, state, 4, Instant.EPOCH, Instant.EPOCH, reason);
		return new ClusterStatus(STATUS.primary(), 2, 4, List.of(), reload, List.of());
	}

	private ClusterView primary() {
		return worker(ClusterView.PRIMARY);
	}

	private ClusterView worker(long self) {
		return new ClusterView(self, SETTINGS, this.operations, this.messenger, this.callbacks::add);
	}

	private void online(ClusterView view, long id) {
		fork(view, id);
		view.apply(new WorkerChange.Online(new WorkerIdentity(id, (int) id - 1, 1)));
	}

	private void fork(ClusterView view, long id) {
		view.apply(new WorkerChange.Forked(new WorkerIdentity(id, (int) id - 1, 1), 4000 + id));
	}

	private void runCallbacks() {
		List.copyOf(this.callbacks).forEach(Runnable::run);
		this.callbacks.clear();
	}

}
