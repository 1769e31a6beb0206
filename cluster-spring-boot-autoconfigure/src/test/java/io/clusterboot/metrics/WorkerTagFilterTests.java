package io.clusterboot.metrics;

import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerTagFilter}.
 */
class WorkerTagFilterTests {

	private static final WorkerIdentity SELF = new WorkerIdentity(7, 2, 1);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void mapWhenWorkerAddsItsOrdinal() {
		this.registry.config().meterFilter(filter(SELF, true));
		assertThat(tags(this.registry.counter("orders", "shop", "1"))).isEqualTo(Map.of("shop", "1", "worker", "2"));
		assertThat(tags(this.registry.timer("orders.time"))).isEqualTo(Map.of("worker", "2"));
	}

	@Test
	void mapWhenMeterHasTheTagKeepsIt() {
		this.registry.config().meterFilter(filter(SELF, true));
		assertThat(tags(this.registry.counter("builds", "worker", "agent-7"))).isEqualTo(Map.of("worker", "agent-7"));
	}

	@Test
	void mapLeavesMetersOfTheClusterAlone() {
		this.registry.config().meterFilter(filter(SELF, true));
		assertThat(tags(this.registry.counter("cluster.reloads"))).isEmpty();
		assertThat(tags(this.registry.counter("clusters"))).isEqualTo(Map.of("worker", "2"));
	}

	@Test
	void mapWhenNoWorkerOrNotWantedAddsNothing() {
		this.registry.config().meterFilter(filter(null, true)).meterFilter(filter(SELF, false));
		assertThat(tags(this.registry.counter("orders", "shop", "1"))).isEqualTo(Map.of("shop", "1"));
	}

	private WorkerTagFilter filter(@Nullable WorkerIdentity self, boolean enabled) {
		Map<String, Object> beans = (self != null) ? Map.of("self", self) : Map.of();
		return new WorkerTagFilter(new StaticListableBeanFactory(beans).getBeanProvider(WorkerIdentity.class),
				() -> enabled);
	}

	private Map<String, String> tags(Meter meter) {
		return meter.getId().getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue));
	}

}
