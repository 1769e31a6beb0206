package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.clusterboot.ClusterUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the end of a {@link Supervisor} with its real thread and fake processes.
 */
class SupervisorStopTests {

	@RegisterExtension
	final RunningSupervisor running = new RunningSupervisor();

	private final FakeLauncher launcher = this.running.launcher();

	private final RecordingListener listener = this.running.listener();

	@Test
	void stopWhenLaunchIsInProgressStopsWhatItReturns() throws Exception {
		CountDownLatch launching = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		this.launcher.onLaunch((process) -> {
			launching.countDown();
			RunningSupervisor.awaitLatch(proceed);
		});
		Supervisor supervisor = this.running.create(TestSettings.workers(4).pilot());
		supervisor.start();
		assertThat(launching.await(5, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> stopped = supervisor.stop();
		supervisor.ready(1);
		proceed.countDown();
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 1);
		RunningSupervisor.await().until(() -> this.launcher.process(1).terminations() == 1);
		assertThat(stopped).isNotDone();
		this.launcher.process(1).exit(143);
		assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
		assertThat(this.launcher.processes()).hasSize(1);
		assertThat(this.listener.events()).isEmpty();
	}

	@Test
	void stopWhenNeverStartedCompletes() {
		assertThat(this.running.create(TestSettings.workers(2)).stop()).succeedsWithin(Duration.ofSeconds(5));
		assertThat(this.launcher.processes()).isEmpty();
	}

	@Test
	void stopWhenDeadlinePassesKills() {
		Supervisor supervisor = this.running.ready(TestSettings.workers(1).shutdownTimeout(Duration.ofMillis(100)));
		CompletableFuture<Void> stopped = supervisor.stop();
		RunningSupervisor.await().until(() -> this.launcher.process(1).kills() == 1);
		assertThat(stopped).isNotDone();
		this.launcher.process(1).die();
		assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
	}

	@Test
	void killAllWhenLoopIsStuckKillsFromTheCallingThread() {
		CountDownLatch proceed = new CountDownLatch(1);
		Supervisor supervisor = this.running.ready(TestSettings.workers(2));
		CountDownLatch stuck = new CountDownLatch(1);
		this.launcher.onLaunch((process) -> {
			stuck.countDown();
			RunningSupervisor.awaitLatch(proceed);
		});
		this.launcher.process(1).die();
		RunningSupervisor.awaitLatch(stuck);
		supervisor.killAll();
		assertThat(this.launcher.process(2).kills()).isEqualTo(1);
		proceed.countDown();
		RunningSupervisor.await().until(() -> this.launcher.processes().size() == 3);
		RunningSupervisor.await().until(() -> this.launcher.process(3).kills() == 1);
		this.launcher.alive().forEach(FakeProcess::die);
		assertThat(supervisor.stop()).succeedsWithin(Duration.ofSeconds(5));
		assertThat(this.launcher.processes()).hasSize(3);
		assertThat(this.listener.events()).containsExactly("serves", "ready");
	}

	@Test
	void closeEndsTheThreadAndFailsWhatIsAskedLater() {
		Supervisor supervisor = this.running.ready(TestSettings.workers(1));
		assertThat(RunningSupervisor.thread()).isNotNull()
			.satisfies((thread) -> assertThat(thread.isDaemon()).isTrue());
		CompletableFuture<Void> stopped = supervisor.stop();
		supervisor.close();
		assertThat(stopped).failsWithin(Duration.ofSeconds(5));
		RunningSupervisor.await().until(() -> RunningSupervisor.thread() == null);
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> supervisor.status().get(5, TimeUnit.SECONDS))
			.withCauseInstanceOf(ClusterUnavailableException.class);
		assertThat(supervisor.stop()).failsWithin(Duration.ofSeconds(5));
	}

}
