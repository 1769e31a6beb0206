package io.clusterboot.metrics;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ClusterMetrics}.
 */
class ClusterMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final FakeStatusSource source = new FakeStatusSource(TestCluster.status(3,
			TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY, 4, TestCluster.KILLED),
			TestCluster.worker(2, WorkerState.BACKING_OFF, 2, TestCluster.KILLED)));

	private long now;

	private final ClusterMetrics metrics = metrics(Map.of("source", this.source, "self", new WorkerIdentity(2, 1, 1)));

	@Test
	void bindToDoesNotAsk() {
		this.metrics.bindTo(this.registry);
		assertThat(this.source.asked()).isZero();
	}

	@Test
	void bindToWhenNoWorkerBindsNothing() {
		metrics(Map.of()).bindTo(this.registry);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void bindToRegistersOwnWorkerAtOnce() {
		this.metrics.bindTo(this.registry);
		assertThat(this.registry.find("cluster.worker.up").tag("worker", "1").gauge()).isNotNull();
		assertThat(this.registry.find("cluster.worker.restarts").tag("worker", "1").functionCounter()).isNotNull();
	}

	@Test
	void workersCountsEachState() {
		this.metrics.bindTo(this.registry);
		assertThat(workers("ready")).isEqualTo(2);
		assertThat(workers("backing_off")).isEqualTo(1);
		assertThat(workers("failed")).isZero();
		assertThat(this.registry.find("cluster.workers").gauges()).hasSize(WorkerState.values().length);
	}

	@Test
	void scrapeShowsEveryWorkerAndAsksOnce() {
		this.metrics.bindTo(this.registry);
		scrape();
		assertThat(up(0)).isOne();
		assertThat(up(1)).isOne();
		assertThat(up(2)).isZero();
		assertThat(restarts(0)).isZero();
		assertThat(restarts(1)).isEqualTo(4);
		assertThat(restarts(2)).isEqualTo(2);
		assertThat(this.source.asked()).isOne();
	}

	@Test
	void whenApplicationReadyShowsEveryWorkerBeforeFirstScrape() {
		this.metrics.bindTo(this.registry);
		assertThat(this.registry.find("cluster.worker.up").gauges()).hasSize(1);
		this.metrics.onApplicationEvent(mock(ApplicationReadyEvent.class));
		assertThat(this.registry.find("cluster.worker.up").gauges()).hasSize(3);
	}

	@Test
	void whenSlotHasNoWorkerYetShowsItAsDown() {
		this.source.answer(TestCluster.status(2, TestCluster.worker(0, WorkerState.READY)));
		this.metrics.bindTo(this.registry);
		scrape();
		assertThat(up(1)).isZero();
		assertThat(restarts(1)).isZero();
	}

	@Test
	void whenWorkerAddedShowsItToo() {
		this.metrics.bindTo(this.registry);
		scrape();
		assertThat(this.registry.find("cluster.worker.up").gauges()).hasSize(3);
		this.source.answer(TestCluster.status(1, TestCluster.worker(1, WorkerState.READY),
				TestCluster.worker(7, WorkerState.READY)));
		expire();
		scrape();
		assertThat(up(7)).isOne();
	}

	@Test
	void whenWorkerRemovedDropsItsMeters() {
		this.metrics.bindTo(this.registry);
		scrape();
		this.source.answer(TestCluster.status(1, TestCluster.worker(0, WorkerState.READY)));
		expire();
		scrape();
		assertThat(this.registry.find("cluster.worker.up").gauges()).hasSize(1);
		assertThat(this.registry.find("cluster.worker.restarts").functionCounters()).hasSize(1);
		assertThat(workers("ready")).isOne();
	}

	@Test
	void restartsNeverGoDown() {
		this.metrics.bindTo(this.registry);
		assertThat(restarts(1)).isEqualTo(4);
		this.source.answer(TestCluster.status(1, TestCluster.worker(1, WorkerState.READY)));
		expire();
		assertThat(restarts(1)).isEqualTo(4);
	}

	@Test
	void whenPrimarySilentGaugesAreNanAndCountersKeepTheirValue() {
		this.metrics.bindTo(this.registry);
		scrape();
		this.source.fallSilent();
		expire();
		scrape();
		assertThat(workers("ready")).isNaN();
		assertThat(up(0)).isNaN();
		assertThat(restarts(1)).isEqualTo(4);
		assertThat(this.registry.find("cluster.worker.up").gauges()).hasSize(3);
		assertThat(this.source.asked()).isEqualTo(2);
	}

	@Test
	void whenTwoRegistriesAsksOnceForBoth() {
		MeterRegistry second = new SimpleMeterRegistry();
		this.metrics.bindTo(this.registry);
		this.metrics.bindTo(second);
		scrape();
		assertThat(second.get("cluster.workers").tag("state", "ready").gauge().value()).isEqualTo(2);
		assertThat(this.source.asked()).isOne();
		assertThat(second.find("cluster.worker.up").gauges()).hasSize(3);
	}

	@Test
	void whenGarbageCollectedMetersStillMeasure() {
		this.metrics.bindTo(this.registry);
		System.gc();
		assertThat(workers("ready")).isEqualTo(2);
		assertThat(up(1)).isOne();
	}

	@Test
	void whenSurgeWorkerReadySlotIsUp() {
		this.source.answer(TestCluster.status(1, TestCluster.worker(1, WorkerState.STOPPING),
				TestCluster.surge(9, 1, WorkerState.READY)));
		this.metrics.bindTo(this.registry);
		assertThat(up(1)).isOne();
		assertThat(workers("stopping")).isOne();
	}

	@Test
	void reloadsCountsThoseWhoseEndIsSeen() {
		this.metrics.bindTo(this.registry);
		assertThat(reloads("success")).isZero();
		answer(new ReloadStatus(1, ReloadState.RUNNING, 2, TestCluster.START, null, null));
		assertThat(reloads("success")).isZero();
		answer(new ReloadStatus(1, ReloadState.SUCCEEDED, 2, TestCluster.START, TestCluster.START, null));
		assertThat(reloads("success")).isOne();
		answer(new ReloadStatus(2, ReloadState.FAILED, 3, TestCluster.START, TestCluster.START, "no memory"));
		assertThat(reloads("failure")).isOne();
		expire();
		assertThat(reloads("success")).isOne();
		assertThat(reloads("failure")).isOne();
	}

	@Test
	void reloadsCountsTheOneThatThisWorkerComesFrom() {
		answer(new ReloadStatus(7, ReloadState.RUNNING, 2, TestCluster.START, null, null));
		this.metrics.bindTo(this.registry);
		assertThat(reloads("success")).isZero();
		answer(new ReloadStatus(7, ReloadState.SUCCEEDED, 2, TestCluster.START, TestCluster.START, null));
		assertThat(reloads("success")).isOne();
	}

	@Test
	void reloadsDoesNotCountWhatWasOverBefore() {
		answer(new ReloadStatus(7, ReloadState.SUCCEEDED, 2, TestCluster.START, TestCluster.START, null));
		this.metrics.bindTo(this.registry);
		assertThat(reloads("success")).isZero();
	}

	private void answer(ReloadStatus reload) {
		ClusterStatus status = TestCluster.status(1, TestCluster.worker(0, WorkerState.READY));
		this.source.answer(new ClusterStatus(status.primary(), 1, 2, status.listeners(), reload, status.workers()));
		expire();
	}

	private double reloads(String outcome) {
		return this.registry.get("cluster.reloads").tag("outcome", outcome).functionCounter().count();
	}

	private void scrape() {
		this.registry.getMeters().forEach((meter) -> meter.measure().forEach(Measurement::getValue));
	}

	private void expire() {
		this.now += Duration.ofMillis(500).toNanos();
	}

	private double workers(String state) {
		return this.registry.get("cluster.workers").tag("state", state).gauge().value();
	}

	private double up(int ordinal) {
		return this.registry.get("cluster.worker.up").tag("worker", String.valueOf(ordinal)).gauge().value();
	}

	private double restarts(int ordinal) {
		return this.registry.get("cluster.worker.restarts")
			.tag("worker", String.valueOf(ordinal))
			.functionCounter()
			.count();
	}

	private ClusterMetrics metrics(Map<String, Object> beans) {
		StaticListableBeanFactory factory = new StaticListableBeanFactory(beans);
		return new ClusterMetrics(factory.getBeanProvider(ClusterStatusSource.class),
				factory.getBeanProvider(WorkerIdentity.class), () -> this.now);
	}

}
