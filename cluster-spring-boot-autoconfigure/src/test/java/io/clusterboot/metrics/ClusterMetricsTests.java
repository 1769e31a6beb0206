package io.clusterboot.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;

import io.clusterboot.ClusterFigures;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.QueueFigures;
import io.clusterboot.RestartReason;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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

	private final ClusterMetrics metrics = metrics(Map.of("source", this.source));

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
	void bindToRegistersNoCounterThatItCannotTell() {
		this.source.fallSilent();
		this.metrics.bindTo(this.registry);
		scrape();
		assertThat(this.registry.find("cluster.workers").gauges()).isNotEmpty();
		assertThat(this.registry.find("cluster.restarts").meters()).isEmpty();
		assertThat(this.registry.find("cluster.worker.requests").meters()).isEmpty();
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
		assertThat(this.registry.find("cluster.worker.up").gauges()).isEmpty();
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
		scrape();
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
		scrape();
		assertThat(up(1)).isOne();
		assertThat(workers("stopping")).isOne();
	}

	@Test
	void clusterCountersTellWhatThePrimaryCounted() {
		this.metrics.bindTo(this.registry);
		scrape();
		assertThat(reloads("success")).isEqualTo(5);
		assertThat(reloads("failure")).isEqualTo(2);
		assertThat(count("cluster.restarts", "reason", "killed")).isEqualTo(3);
		assertThat(count("cluster.restarts", "reason", "start-failed")).isOne();
		assertThat(count("cluster.restarts", "reason", "recycle-heap")).isZero();
		assertThat(this.registry.find("cluster.restarts").functionCounters()).hasSize(RestartReason.values().length);
	}

	@Test
	void workerMetersTellOfTheSlot() {
		this.metrics.bindTo(this.registry);
		scrape();
		assertThat(count("cluster.worker.requests", "worker", "1")).isEqualTo(6042);
		assertThat(worker("cluster.worker.connections")).isEqualTo(12);
		assertThat(worker("cluster.worker.requests.active")).isEqualTo(3);
		assertThat(worker("cluster.worker.weight")).isEqualTo(100);
		assertThat(worker("cluster.worker.heartbeat.age")).isEqualTo(0.4, within(1e-2));
		assertThat(worker("cluster.worker.startup.last")).isEqualTo(2.5);
		FunctionTimer startup = this.registry.get("cluster.worker.startup").tag("worker", "1").functionTimer();
		assertThat(startup.count()).isEqualTo(2);
		assertThat(startup.totalTime(TimeUnit.SECONDS)).isEqualTo(7.5);
	}

	@Test
	void whenSlotIsHandedOverItsMetersTellOfBothProcesses() {
		this.source.answer(TestCluster.status(1, TestCluster.worker(1, WorkerState.STOPPING),
				TestCluster.surge(9, 1, WorkerState.READY)));
		this.metrics.bindTo(this.registry);
		scrape();
		assertThat(worker("cluster.worker.connections")).isEqualTo(24);
		assertThat(worker("cluster.worker.requests.active")).isEqualTo(6);
	}

	@Test
	void queuesAreThereWhereThePrimaryKnowsThem() {
		this.metrics.bindTo(this.registry);
		scrape();
		assertThat(worker("cluster.listener.queue")).isEqualTo(7);
		assertThat(worker("cluster.listener.queue.max")).isEqualTo(128);
		assertThat(count("cluster.listener.drops", "worker", "1")).isEqualTo(9);
		answer(List.of(new QueueFigures(null, 4, 256, 1)));
		scrape();
		assertThat(this.registry.get("cluster.listener.queue").gauges()).singleElement()
			.satisfies((queue) -> assertThat(queue.value()).isEqualTo(4))
			.satisfies((queue) -> assertThat(queue.getId().getTags()).isEmpty());
		answer(List.of());
		scrape();
		assertThat(this.registry.find("cluster.listener.queue").meters()).isEmpty();
	}

	@Test
	void countersNeverFallWhoeverIsAskedAndWhateverHeHadSeen() {
		this.metrics.bindTo(this.registry);
		scrape();
		this.source.fallSilent();
		expire();
		assertThat(count("cluster.worker.requests", "worker", "1")).isEqualTo(6042);
		assertThat(count("cluster.restarts", "reason", "killed")).isEqualTo(3);
		SimpleMeterRegistry later = new SimpleMeterRegistry();
		this.metrics.bindTo(later);
		scrape(later);
		assertThat(later.find("cluster.restarts").meters()).isEmpty();
	}

	private void answer(List<QueueFigures> queues) {
		ClusterStatus status = TestCluster.status(1, TestCluster.worker(0, WorkerState.READY));
		ClusterFigures figures = new ClusterFigures(Map.of(), 0, 0, status.figures().slots(), queues);
		this.source
			.answer(new ClusterStatus(status.primary(), 1, 2, status.listeners(), null, status.workers(), figures));
		expire();
	}

	private double worker(String name) {
		return this.registry.get(name).tag("worker", "1").gauge().value();
	}

	private double count(String name, String tag, String value) {
		return this.registry.get(name).tag(tag, value).functionCounter().count();
	}

	private double reloads(String outcome) {
		return count("cluster.reloads", "outcome", outcome);
	}

	private void scrape() {
		scrape(this.registry);
	}

	private void scrape(MeterRegistry registry) {
		registry.getMeters().forEach((meter) -> meter.measure().forEach(Measurement::getValue));
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
		return count("cluster.worker.restarts", "worker", String.valueOf(ordinal));
	}

	private ClusterMetrics metrics(Map<String, Object> beans) {
		StaticListableBeanFactory factory = new StaticListableBeanFactory(beans);
		return new ClusterMetrics(factory.getBeanProvider(ClusterStatusSource.class), () -> this.now);
	}

}
