package io.clusterboot.member;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clusterboot.ClusterEvent;
import io.clusterboot.ClusterMessageException;
import io.clusterboot.Worker;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerDisconnectedEvent;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerExitedEvent;
import io.clusterboot.WorkerForkedEvent;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerListeningEvent;
import io.clusterboot.WorkerOnlineEvent;
import io.clusterboot.WorkerReadyEvent;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link Members} and each {@link Member}.
 */
class MembersTests {

	private static final WorkerIdentity ONE = new WorkerIdentity(1, 0, 1);

	private static final WorkerIdentity TWO = new WorkerIdentity(2, 1, 1);

	private static final WorkerExit EXIT = new WorkerExit(143, "SIGTERM", "SIGTERM", Instant.EPOCH);

	private final ClusterOperations operations = mock(ClusterOperations.class);

	private final Messenger messenger = mock(Messenger.class);

	private final Members members = new Members(this.operations, this.messenger);

	@Test
	void applyWhenForkedAddsAStartingWorker() {
		ClusterEvent event = fork(ONE);
		Worker worker = worker(1);
		assertThat(event).isInstanceOfSatisfying(WorkerForkedEvent.class,
				(forked) -> assertThat(forked.worker()).isSameAs(worker));
		assertThat(List.of(worker.id(), worker.pid())).containsExactly(1L, 4001L);
		assertThat(List.of(worker.ordinal(), worker.generation())).containsExactly(0, 1);
		assertThat(worker.state()).isEqualTo(WorkerState.STARTING);
		assertThat(List.of(worker.isConnected(), worker.isDead(), worker.exitedAfterDisconnect())).containsOnly(false);
		assertThat(worker).hasToString("worker 0 (id 1, pid 4001)");
	}

	@Test
	void applyReturnsTheEventOfEachStep() {
		fork(ONE);
		assertThat(this.members.apply(new WorkerChange.Online(ONE))).isInstanceOf(WorkerOnlineEvent.class);
		assertThat(this.members.apply(new WorkerChange.Listening(ONE, "*", 8080)))
			.isInstanceOfSatisfying(WorkerListeningEvent.class, (event) -> {
				assertThat(event.address()).isEqualTo("*");
				assertThat(event.port()).isEqualTo(8080);
			});
		assertThat(this.members.apply(new WorkerChange.Ready(ONE))).isInstanceOf(WorkerReadyEvent.class);
		assertThat(this.members.apply(new WorkerChange.Leaving(ONE))).isNull();
		assertThat(this.members.apply(new WorkerChange.Disconnected(ONE))).isInstanceOf(WorkerDisconnectedEvent.class);
		assertThat(this.members.apply(new WorkerChange.Exited(ONE, EXIT)))
			.isInstanceOfSatisfying(WorkerExitedEvent.class, (event) -> assertThat(event.code()).isNotNull());
	}

	@Test
	void applyWhenAskedToLeaveSaysSoBeforeAndAfterTheExit() {
		fork(ONE);
		this.members.apply(new WorkerChange.Online(ONE));
		Worker worker = worker(1);
		this.members.apply(new WorkerChange.Leaving(ONE));
		assertThat(worker.exitedAfterDisconnect()).isTrue();
		assertThat(worker.state()).isEqualTo(WorkerState.STOPPING);
		this.members.apply(new WorkerChange.Exited(ONE, EXIT));
		assertThat(worker.exitedAfterDisconnect()).isTrue();
		assertThat(worker.state()).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void applyWhenCrashedIsNoExitAfterDisconnect() {
		fork(ONE);
		Worker worker = worker(1);
		this.members.apply(new WorkerChange.Exited(ONE, EXIT));
		assertThat(worker.isDead()).isTrue();
		assertThat(worker.exitedAfterDisconnect()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void applyWhenDeadAndDisconnectedRemovesTheWorkerBeforeTheLastEvent(boolean exitFirst) {
		fork(ONE);
		fork(TWO);
		this.members.apply(new WorkerChange.Online(ONE));
		WorkerChange exited = new WorkerChange.Exited(ONE, EXIT);
		WorkerChange disconnected = new WorkerChange.Disconnected(ONE);
		this.members.apply(exitFirst ? exited : disconnected);
		assertThat(this.members.workers()).extracting(Worker::id).containsExactly(1L, 2L);
		assertThat(this.members.apply(exitFirst ? disconnected : exited)).isNotNull();
		assertThat(this.members.workers()).extracting(Worker::id).containsExactly(2L);
	}

	@Test
	void applyWhenItNeverConnectedRemovesTheWorkerAtItsExit() {
		fork(ONE);
		this.members.apply(new WorkerChange.Exited(ONE, EXIT));
		assertThat(this.members.workers()).isEmpty();
	}

	@Test
	void applyWhenUnknownTellsNothing() {
		assertThat(this.members.apply(new WorkerChange.Exited(ONE, EXIT))).isNull();
		assertThat(this.members.apply(new WorkerChange.Online(ONE))).isNull();
		assertThat(this.members.workers()).isEmpty();
	}

	@Test
	void ofWhenTheWorkerIsGoneReturnsADeadOne() {
		WorkerChange.Forked forked = new WorkerChange.Forked(ONE, 4001);
		this.members.apply(forked);
		assertThat(this.members.of(forked)).isSameAs(worker(1));
		this.members.apply(new WorkerChange.Exited(ONE, EXIT));
		Worker gone = this.members.of(forked);
		assertThat(gone.isDead()).isTrue();
		assertThat(gone.pid()).isEqualTo(4001);
		assertThat(this.members.workers()).isEmpty();
	}

	@Test
	void storyMakesAnotherProcessKnowTheSame() {
		for (long id = 1; id <= 6; id++) {
			fork(new WorkerIdentity(id, (int) id - 1, 1));
		}
		for (long id = 2; id <= 6; id++) {
			this.members.apply(new WorkerChange.Online(worker(id, 1)));
		}
		this.members.apply(new WorkerChange.Ready(worker(3, 1)));
		this.members.apply(new WorkerChange.Ready(worker(4, 1)));
		this.members.apply(new WorkerChange.Leaving(worker(4, 1)));
		this.members.apply(new WorkerChange.Disconnected(worker(5, 1)));
		this.members.apply(new WorkerChange.Exited(worker(6, 1), EXIT));
		assertThat(picture(replay())).isEqualTo(picture(this.members)).hasSize(6);
	}

	@Test
	void storyWhenAWorkerIsDeadLetsItGoWithItsChannel() {
		fork(ONE);
		this.members.apply(new WorkerChange.Online(ONE));
		this.members.apply(new WorkerChange.Exited(ONE, EXIT));
		Members replay = replay();
		replay.apply(new WorkerChange.Disconnected(ONE));
		assertThat(replay.workers()).isEmpty();
	}

	@Test
	void storyWhenToldTwiceChangesNothing() {
		fork(ONE);
		this.members.apply(new WorkerChange.Online(ONE));
		Worker worker = worker(1);
		this.members.story().forEach(this.members::apply);
		assertThat(this.members.workers()).hasSize(1).first().isSameAs(worker);
		assertThat(worker.isConnected()).isTrue();
	}

	@Test
	void sendWhenConnectedSends() {
		fork(ONE);
		this.members.apply(new WorkerChange.Online(ONE));
		worker(1).send("hello");
		then(this.messenger).should().send(1, "hello");
	}

	@Test
	void sendWhenNotConnectedFails() {
		fork(ONE);
		assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> worker(1).send("hello"))
			.withMessageContaining("worker 0 (id 1, pid 4001)");
		then(this.messenger).shouldHaveNoInteractions();
	}

	@Test
	void requestWhenNotConnectedFailsAtOnce() {
		fork(ONE);
		assertThat(worker(1).request("hello?", String.class, Duration.ofHours(1))).isCompletedExceptionally()
			.failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(ClusterMessageException.class)
			.withMessageContaining("worker 0 (id 1, pid 4001)");
		then(this.messenger).should(never()).request(anyLong(), any(), any(), any());
	}

	@ParameterizedTest
	@CsvSource({ "TERM,false", "SIGTERM,false", "int,false", "KILL,true", "sigkill,true" })
	void killAsksToLeaveOrKills(String signal, boolean kill) {
		fork(ONE);
		worker(1).kill(signal);
		then(this.operations).should().leave(1, kill);
	}

	@Test
	void killWhenSignalIsUnknownFails() {
		fork(ONE);
		assertThatIllegalArgumentException().isThrownBy(() -> worker(1).kill("HUP")).withMessageContaining("'HUP'");
		then(this.operations).shouldHaveNoInteractions();
	}

	@Test
	void disconnectWhenDeadAsksNobody() {
		fork(ONE);
		Worker worker = worker(1);
		assertThat(worker.disconnect()).isSameAs(worker);
		then(this.operations).should().leave(1, false);
		this.members.apply(new WorkerChange.Exited(ONE, EXIT));
		worker.disconnect();
		worker.kill();
		then(this.operations).should().leave(anyLong(), anyBoolean());
	}

	private Members replay() {
		Members replay = new Members(this.operations, this.messenger);
		this.members.story().forEach(replay::apply);
		return replay;
	}

	private List<String> picture(Members members) {
		return members.workers()
			.stream()
			.map((worker) -> worker + " " + worker.state() + " " + worker.isConnected() + " " + worker.isDead() + " "
					+ worker.exitedAfterDisconnect())
			.toList();
	}

	private ClusterEvent fork(WorkerIdentity worker) {
		return this.members.apply(new WorkerChange.Forked(worker, 4000 + worker.id()));
	}

	private Worker worker(long id) {
		return this.members.find(id).orElseThrow();
	}

	private static WorkerIdentity worker(long id, int generation) {
		return new WorkerIdentity(id, (int) id - 1, generation);
	}

}
