package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.ListenerStatus;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Supervisor} with its real thread and fake processes.
 */
@ExtendWith(OutputCaptureExtension.class)
class SupervisorTests {

	private static final ListenerStatus LISTENER = new ListenerStatus("*", 8080, "OFF", "not asked for");

	private final FakeLauncher launcher = new FakeLauncher();

	private final RecordingListener listener = new RecordingListener();

	private final Instant primaryStart = Instant.now().minusSeconds(10);

	private @Nullable Supervisor supervisor;

	@AfterEach
	void close() {
		if (this.supervisor != null) {
			this.supervisor.close();
		}
		await().until(() -> thread() == null);
	}

	@Test
	void startForksAndServesAndStops() throws Exception {
		Supervisor supervisor = supervisor(TestSettings.workers(2).pilot());
		supervisor.start();
		await().until(() -> this.launcher.processes().size() == 1);
		supervisor.online(1);
		supervisor.listening(1, "*", 8080);
		supervisor.ready(1);
		await().until(() -> this.launcher.processes().size() == 2);
		supervisor.ready(2);
		await().until(() -> this.listener.events().size() == 2);
		assertThat(this.listener.events()).containsExactly("serves", "ready");
		CompletableFuture<Void> stopped = supervisor.stop();
		await().until(() -> this.launcher.process(2).terminations() == 1);
		assertThat(stopped).isNotDone();
		this.launcher.alive().forEach((process) -> process.exit(143));
		assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
		assertThat(supervisor.stop()).succeedsWithin(Duration.ofSeconds(5));
		assertThat(supervisor.status().get(5, TimeUnit.SECONDS).workers()).extracting(WorkerStatus::state)
			.containsOnly(WorkerState.STOPPED);
	}

	@Test
	void statusIsFresh() throws Exception {
		Supervisor supervisor = ready(TestSettings.workers(2));
		supervisor.heartbeat(1, new WorkerLoad(12, 3, 1042, 1, 2, 3, 0.31, 34));
		ClusterStatus first = status(supervisor);
		await().until(() -> status(supervisor).primary().uptime().compareTo(first.primary().uptime()) > 0);
		ClusterStatus second = status(supervisor);
		assertThat(second.primary().pid()).isEqualTo(4200);
		assertThat(second.primary().startTime()).isEqualTo(this.primaryStart);
		assertThat(second.primary().uptime()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(40));
		assertThat(second.listeners()).containsExactly(LISTENER);
		assertThat(second.desiredWorkers()).isEqualTo(2);
		assertThat(second.readyWorkers()).isEqualTo(2);
		assertThat(second.generation()).isEqualTo(1);
		WorkerStatus worker = second.workers().get(0);
		assertThat(worker.load().connections()).isEqualTo(12);
		assertThat(worker.uptime()).isGreaterThan(first.workers().get(0).uptime());
		assertThat(worker.heartbeatAge()).isGreaterThan(first.workers().get(0).heartbeatAge());
		assertThat(worker.startTime()).isEqualTo(first.workers().get(0).startTime())
			.isAfter(this.primaryStart.plusSeconds(9));
		assertThat(second.workers().get(1).heartbeatAge()).isNull();
	}

	@Test
	void exitWhenReadyRestartsAfterTheBackoff() {
		ready(TestSettings.workers(2));
		long start = System.nanoTime();
		this.launcher.process(1).die();
		await().until(() -> this.launcher.processes().size() == 3);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(150),
				Duration.ofSeconds(2));
		assertThat(this.launcher.last().identity()).isEqualTo(new WorkerIdentity(3, 0, 1));
	}

	@Test
	void stopWhenLaunchIsInProgressStopsWhatItReturns() throws Exception {
		CountDownLatch launching = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		this.launcher.onLaunch((process) -> {
			launching.countDown();
			awaitLatch(proceed);
		});
		Supervisor supervisor = supervisor(TestSettings.workers(4).pilot());
		supervisor.start();
		assertThat(launching.await(5, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> stopped = supervisor.stop();
		supervisor.ready(1);
		proceed.countDown();
		await().until(() -> this.launcher.processes().size() == 1);
		await().until(() -> this.launcher.process(1).terminations() == 1);
		assertThat(stopped).isNotDone();
		this.launcher.process(1).exit(143);
		assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
		assertThat(this.launcher.processes()).hasSize(1);
		assertThat(this.listener.events()).isEmpty();
	}

	@Test
	void stopWhenNeverStartedCompletes() {
		assertThat(supervisor(TestSettings.workers(2)).stop()).succeedsWithin(Duration.ofSeconds(5));
		assertThat(this.launcher.processes()).isEmpty();
	}

	@Test
	void stopWhenDeadlinePassesKills() {
		Supervisor supervisor = ready(TestSettings.workers(1).shutdownTimeout(Duration.ofMillis(100)));
		CompletableFuture<Void> stopped = supervisor.stop();
		await().until(() -> this.launcher.process(1).kills() == 1);
		assertThat(stopped).isNotDone();
		this.launcher.process(1).die();
		assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
	}

	@Test
	void killAllWhenLoopIsStuckKillsFromTheCallingThread() {
		CountDownLatch proceed = new CountDownLatch(1);
		Supervisor supervisor = ready(TestSettings.workers(2));
		CountDownLatch stuck = new CountDownLatch(1);
		this.launcher.onLaunch((process) -> {
			stuck.countDown();
			awaitLatch(proceed);
		});
		this.launcher.process(1).die();
		awaitLatch(stuck);
		supervisor.killAll();
		assertThat(this.launcher.process(2).kills()).isEqualTo(1);
		proceed.countDown();
		await().until(() -> this.launcher.processes().size() == 3);
		await().until(() -> this.launcher.process(3).kills() == 1);
		this.launcher.alive().forEach(FakeProcess::die);
		assertThat(supervisor.stop()).succeedsWithin(Duration.ofSeconds(5));
		assertThat(this.launcher.processes()).hasSize(3);
		assertThat(this.listener.events()).containsExactly("serves", "ready");
	}

	@Test
	void listenerWhenItThrowsChangesNothing(CapturedOutput output) throws Exception {
		Supervisor supervisor = new Supervisor(TestSettings.workers(2).build(), this.launcher, new ThrowingListener(),
				4200, this.primaryStart, List.of(LISTENER));
		this.supervisor = supervisor;
		supervisor.start();
		await().until(() -> this.launcher.processes().size() == 2);
		supervisor.ready(1);
		supervisor.ready(2);
		assertThat(status(supervisor).readyWorkers()).isEqualTo(2);
		this.launcher.process(1).die();
		await().until(() -> this.launcher.processes().size() == 3);
		assertThat(output.toString().split("A listener of the supervisor failed", -1)).hasSize(3);
	}

	@Test
	void listenerWhenStartFailsIsTold() {
		Supervisor supervisor = supervisor(TestSettings.workers(2).pilot());
		supervisor.start();
		await().until(() -> this.launcher.processes().size() == 1);
		this.launcher.process(1).exit(42);
		await().until(() -> this.listener.events().contains("startFailed 0 code 42"));
		assertThat(supervisor.stop()).succeedsWithin(Duration.ofSeconds(5));
	}

	@Test
	void disconnectedWhenReadyDoesNotChangeTheState() throws Exception {
		Supervisor supervisor = ready(TestSettings.workers(1));
		supervisor.disconnected(1);
		supervisor.disconnected(99);
		assertThat(status(supervisor).workers().get(0).state()).isEqualTo(WorkerState.READY);
	}

	@Test
	void closeEndsTheThreadAndFailsWhatIsAskedLater() {
		Supervisor supervisor = ready(TestSettings.workers(1));
		assertThat(thread()).isNotNull().satisfies((thread) -> assertThat(thread.isDaemon()).isTrue());
		CompletableFuture<Void> stopped = supervisor.stop();
		supervisor.close();
		assertThat(stopped).failsWithin(Duration.ofSeconds(5));
		await().until(() -> thread() == null);
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> supervisor.status().get(5, TimeUnit.SECONDS))
			.withCauseInstanceOf(ClusterUnavailableException.class);
		assertThat(supervisor.stop()).failsWithin(Duration.ofSeconds(5));
	}

	private Supervisor ready(TestSettings settings) {
		Supervisor supervisor = supervisor(settings);
		supervisor.start();
		int workers = settings.build().workers();
		await().until(() -> this.launcher.processes().size() == workers);
		this.launcher.processes().forEach((process) -> supervisor.ready(process.id()));
		await().until(() -> this.listener.events().contains("ready"));
		return supervisor;
	}

	private Supervisor supervisor(TestSettings settings) {
		this.supervisor = new Supervisor(settings.build(), this.launcher, this.listener, 4200, this.primaryStart,
				List.of(LISTENER));
		return this.supervisor;
	}

	private ClusterStatus status(Supervisor supervisor) throws Exception {
		return supervisor.status().get(5, TimeUnit.SECONDS);
	}

	private @Nullable Thread thread() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("cluster-supervisor"))
			.findFirst()
			.orElse(null);
	}

	private ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofSeconds(10));
	}

	private void awaitLatch(CountDownLatch latch) {
		try {
			assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
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
