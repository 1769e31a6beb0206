package io.clusterboot.health;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterHealthIndicator}.
 */
class ClusterHealthIndicatorTests {

	private static final WorkerStatus READY = TestCluster.worker(0, WorkerState.READY);

	@Test
	void whenAllSlotsReadyIsUp() {
		Health health = health(TestCluster.status(2, READY, TestCluster.worker(1, WorkerState.READY)));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("desired", 2)
			.containsEntry("ready", 2L)
			.containsEntry("workers", Map.of("0", Map.of("state", "READY"), "1", Map.of("state", "READY")));
	}

	@Test
	void whenSlotBacksOffIsDegradedAndTellsWhy() {
		Health health = health(
				TestCluster.status(2, READY, TestCluster.worker(1, WorkerState.BACKING_OFF, 1, TestCluster.KILLED)));
		assertThat(health.getStatus()).isEqualTo(ClusterHealthIndicator.DEGRADED);
		assertThat(health.getDetails()).containsEntry("desired", 2)
			.containsEntry("ready", 1L)
			.containsEntry("workers", Map.of("0", Map.of("state", "READY"), "1",
					Map.of("state", "BACKING_OFF", "why", "killed by SIGKILL; retrying after 1 restart")));
	}

	@Test
	void whenRestartLimitReachedTellsThatItIsSlow() {
		assertThat(why(TestCluster.worker(0, WorkerState.BACKING_OFF, 4, TestCluster.KILLED)))
			.isEqualTo("killed by SIGKILL; retrying after 4 restarts");
		assertThat(why(TestCluster.worker(0, WorkerState.BACKING_OFF, 5, TestCluster.KILLED)))
			.isEqualTo("killed by SIGKILL; retrying slowly after 5 restarts");
	}

	@Test
	void whenFailedTellsThatItStaysSo() {
		assertThat(why(TestCluster.worker(0, WorkerState.FAILED, 5, TestCluster.KILLED)))
			.isEqualTo("killed by SIGKILL; not started again after 5 restarts");
	}

	@Test
	void whenStartingAfterExitTellsExit() {
		assertThat(why(TestCluster.worker(0, WorkerState.STARTING, 1, TestCluster.KILLED)))
			.isEqualTo("killed by SIGKILL");
		assertThat(why(TestCluster.worker(0, WorkerState.STARTING))).isNull();
	}

	@Test
	void whenSlotNotForkedYetIsDegraded() {
		assertThat(health(TestCluster.status(2, READY)).getStatus()).isEqualTo(ClusterHealthIndicator.DEGRADED);
	}

	@Test
	void whenNoneReadyIsDown() {
		assertThat(health(TestCluster.status(1, TestCluster.worker(0, WorkerState.STARTING))).getStatus())
			.isEqualTo(Status.DOWN);
		assertThat(health(TestCluster.status(2)).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void whenSurgeWorkerStartsStaysUp() {
		assertThat(health(TestCluster.status(1, READY, TestCluster.surge(9, 0, WorkerState.STARTING))).getStatus())
			.isEqualTo(Status.UP);
	}

	@Test
	void whenSurgeWorkerTookOverStaysUp() {
		assertThat(health(TestCluster.status(1, TestCluster.worker(0, WorkerState.STOPPING),
				TestCluster.surge(9, 0, WorkerState.READY)))
			.getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void whenScaledDownWorkerStillLeavesIsUp() {
		assertThat(health(TestCluster.status(1, READY, TestCluster.worker(1, WorkerState.STOPPING))).getStatus())
			.isEqualTo(Status.UP);
	}

	@Test
	void whenOrdinalsHaveAGapIsUp() {
		assertThat(health(TestCluster.status(2, TestCluster.worker(1, WorkerState.READY),
				TestCluster.worker(2, WorkerState.READY)))
			.getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void whenOnlyExcessWorkerMakesUpTheNumberIsDegraded() {
		assertThat(health(TestCluster.status(2, READY, TestCluster.worker(1, WorkerState.BACKING_OFF),
				TestCluster.worker(2, WorkerState.READY)))
			.getStatus()).isEqualTo(ClusterHealthIndicator.DEGRADED);
	}

	@Test
	void whenPrimarySilentIsDown() {
		FakeStatusSource source = new FakeStatusSource(TestCluster.status(1, READY));
		source.fallSilent();
		Health health = indicator(source).health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails().get("error")).asString().contains("no answer within 1 s");
	}

	@Test
	void whenNoWorkerHasNoAnswer() {
		StaticListableBeanFactory nothing = new StaticListableBeanFactory();
		assertThat(new ClusterHealthIndicator(nothing.getBeanProvider(ClusterStatusSource.class), () -> 5).health())
			.isNull();
	}

	private String why(WorkerStatus worker) {
		return new WorkerReason(5).of(worker);
	}

	private Health health(ClusterStatus status) {
		return indicator(new FakeStatusSource(status)).health();
	}

	private ClusterHealthIndicator indicator(ClusterStatusSource source) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("source", source));
		return new ClusterHealthIndicator(beans.getBeanProvider(ClusterStatusSource.class), () -> 5);
	}

}
