package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Supervisor} with its real thread and fake processes.
 */
@ExtendWith(OutputCaptureExtension.class)
class SupervisorTests {

	@RegisterExtension
	final RunningSupervisor running = new RunningSupervisor();

	private final FakeLauncher launcher = this.running.launcher();

	private final RecordingListener listener = this.running.listener();

	@Test
	void startForksAndServesAndStops() throws Exception {
		Supervisor supervisor = this.running.create(TestSettings.workers(2).pilot());
		supervisor.start();
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 1);
		supervisor.online(1);
		supervisor.listening(1, "*", 8080);
		supervisor.ready(1);
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 2);
		supervisor.ready(2);
		RunningSupervisor.await().until(() -> this.listener.events().size() == 2);
		assertThat(this.listener.events()).containsExactly("serves", "ready");
		CompletableFuture<Void> stopped = supervisor.stop();
		RunningSupervisor.await().until(() -> this.launcher.process(2).terminations() == 1);
		assertThat(stopped).isNotDone();
		this.launcher.alive().forEach((process) -> process.exit(143));
		assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
		assertThat(supervisor.stop()).succeedsWithin(Duration.ofSeconds(5));
		assertThat(supervisor.status().get(5, TimeUnit.SECONDS).workers()).extracting(WorkerStatus::state)
			.containsOnly(WorkerState.STOPPED);
	}

	@Test
	void startForksWhenTheFirstGenerationIsPrepared() throws Exception {
		CompletableFuture<Void> prepared = start(TestSettings.workers(1));
		assertThat(this.running.status().desiredWorkers()).isOne();
		// What the first answer came before is done when the second one comes.
		assertThat(this.running.status().workers()).isEmpty();
		assertThat(this.launcher.processes()).isEmpty();
		prepared.complete(null);
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 1);
	}

	@Test
	void startForksWhenTheFirstGenerationCannotBePrepared() {
		start(TestSettings.workers(1)).completeExceptionally(new IllegalStateException("No thread"));
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 1);
	}

	@Test
	void stopWhileTheFirstGenerationIsPreparedForksNothing() throws Exception {
		FakeGenerations generations = new FakeGenerations();
		CompletableFuture<Void> prepared = generations.hold();
		Supervisor supervisor = this.running.create(TestSettings.workers(1), this.listener, generations);
		supervisor.start();
		assertThat(supervisor.stop()).succeedsWithin(Duration.ofSeconds(5));
		prepared.complete(null);
		assertThat(this.running.status().readyWorkers()).isZero();
		assertThat(this.running.status().workers()).isEmpty();
		assertThat(this.launcher.processes()).isEmpty();
	}

	private CompletableFuture<Void> start(TestSettings settings) {
		FakeGenerations generations = new FakeGenerations();
		CompletableFuture<Void> prepared = generations.hold();
		this.running.create(settings, this.listener, generations).start();
		return prepared;
	}

	@Test
	void statusIsFresh() throws Exception {
		Supervisor supervisor = this.running.ready(TestSettings.workers(2));
		supervisor.heartbeat(1, new WorkerLoad(12, 0, 3, 1042, 1, 2, 3, 4, 0.31, 34));
		ClusterStatus first = this.running.status();
		RunningSupervisor.await()
			.until(() -> this.running.status().primary().uptime().compareTo(first.primary().uptime()) > 0);
		ClusterStatus second = this.running.status();
		assertThat(second.primary().pid()).isEqualTo(4200);
		assertThat(second.primary().startTime()).isEqualTo(RunningSupervisor.PRIMARY_START);
		assertThat(second.primary().uptime()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(40));
		assertThat(second.listeners()).containsExactly(RunningSupervisor.LISTENER);
		assertThat(second.desiredWorkers()).isEqualTo(2);
		assertThat(second.readyWorkers()).isEqualTo(2);
		assertThat(second.generation()).isEqualTo(1);
		WorkerStatus worker = second.workers().get(0);
		assertThat(worker.load().connections()).isEqualTo(12);
		assertThat(worker.uptime()).isGreaterThan(first.workers().get(0).uptime());
		assertThat(worker.heartbeatAge()).isGreaterThan(first.workers().get(0).heartbeatAge());
		assertThat(worker.startTime()).isEqualTo(first.workers().get(0).startTime())
			.isAfter(RunningSupervisor.PRIMARY_START.plusSeconds(9));
		assertThat(second.workers().get(1).heartbeatAge()).isNull();
	}

	@Test
	void exitWhenReadyRestartsAfterTheBackoff() {
		this.running.ready(TestSettings.workers(2));
		long start = System.nanoTime();
		this.launcher.process(1).die();
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 3);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(150),
				Duration.ofSeconds(2));
		assertThat(this.launcher.last().identity()).isEqualTo(new WorkerIdentity(3, 0, 1));
	}

	@Test
	void listenerWhenItThrowsChangesNothing(CapturedOutput output) throws Exception {
		Supervisor supervisor = this.running.create(TestSettings.workers(2), new ThrowingListener());
		supervisor.start();
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 2);
		supervisor.ready(1);
		supervisor.ready(2);
		assertThat(this.running.status().readyWorkers()).isEqualTo(2);
		this.launcher.process(1).die();
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 3);
		assertThat(output.toString().split("A listener of the supervisor failed", -1)).hasSize(3);
	}

	@Test
	void listenerWhenStartFailsIsTold() {
		Supervisor supervisor = this.running.create(TestSettings.workers(2).pilot());
		supervisor.start();
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 1);
		this.launcher.process(1).exit(42);
		RunningSupervisor.await().until(() -> this.listener.events().contains("startFailed 0 code 42"));
		assertThat(supervisor.stop()).succeedsWithin(Duration.ofSeconds(5));
	}

	@Test
	void disconnectedWhenReadyDoesNotChangeTheState() throws Exception {
		Supervisor supervisor = this.running.ready(TestSettings.workers(1));
		supervisor.disconnected(1);
		supervisor.disconnected(99);
		assertThat(this.running.status().workers().get(0).state()).isEqualTo(WorkerState.READY);
	}

	private static final class ThrowingListener implements SupervisorListener {

		@Override
		public void clusterServes() {
			throw new IllegalStateException("serves");
		}

		@Override
		public void clusterReady() {
			throw new AssertionError("ready");
		}

		@Override
		public void startFailed(WorkerIdentity worker, WorkerExit exit) {
			throw new IllegalStateException("startFailed");
		}

	}

}
