package io.clusterboot.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointProperties;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.health.ClusterHealthIndicator;
import io.clusterboot.health.DegradedStatusOrder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterHealthAutoConfiguration}.
 */
class ClusterHealthAutoConfigurationTests {

	private static final Status DEGRADED = ClusterHealthIndicator.DEGRADED;

	private final WebApplicationContextRunner singleProcess = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HealthContributorRegistryAutoConfiguration.class,
				HealthContributorAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
				ClusterHealthAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=health");

	private final WebApplicationContextRunner worker = this.singleProcess.withBean(ClusterStatusSource.class,
			() -> new FakeStatusSource(TestCluster.status(1, TestCluster.worker(0, WorkerState.BACKING_OFF, 3, null))));

	@Test
	void contributorIsNamedCluster() {
		this.worker
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("cluster"))
				.isInstanceOf(ClusterHealthIndicator.class));
	}

	@Test
	void degradedComesBetweenOutOfServiceAndUp() {
		this.worker.run((context) -> {
			assertThat(worst(context, Status.UP, DEGRADED, Status.UNKNOWN)).isEqualTo(DEGRADED);
			assertThat(worst(context, DEGRADED, Status.OUT_OF_SERVICE)).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(worst(context, DEGRADED, Status.DOWN)).isEqualTo(Status.DOWN);
			assertThat(worst(context, Status.UP, Status.UNKNOWN)).isEqualTo(Status.UP);
		});
	}

	@Test
	void degradedMapsToOk() {
		this.worker.run((context) -> assertThat(context.getBean(HealthEndpointGroups.class)
			.getPrimary()
			.getHttpCodeStatusMapper()
			.getStatusCode(DEGRADED)).isEqualTo(200));
	}

	@Test
	void whenUserGivesOrderItWins() {
		this.worker.withPropertyValues("management.endpoint.health.status.order=up,degraded,down")
			.run((context) -> assertThat(worst(context, Status.UP, DEGRADED, Status.DOWN)).isEqualTo(Status.UP));
		this.worker
			.withPropertyValues("management.endpoint.health.status.order[0]=down",
					"management.endpoint.health.status.order[1]=up")
			.run((context) -> assertThat(worst(context, Status.UP, DEGRADED)).isEqualTo(Status.UP));
	}

	@Test
	void whenUserGivesAggregatorItWins() {
		this.worker.withBean(StatusAggregator.class, () -> new FixedAggregator())
			.run((context) -> assertThat(worst(context, Status.UP, DEGRADED)).isEqualTo(Status.UNKNOWN));
	}

	@Test
	void whenUserMapsDegradedItWins() {
		this.worker.withPropertyValues("management.endpoint.health.status.http-mapping.degraded=503")
			.run((context) -> assertThat(context.getBean(HealthEndpointGroups.class)
				.getPrimary()
				.getHttpCodeStatusMapper()
				.getStatusCode(DEGRADED)).isEqualTo(503));
	}

	@Test
	void groupWithoutOrderOfItsOwnKnowsDegraded() {
		this.worker.withPropertyValues("management.endpoint.health.group.mine.include=cluster").run((context) -> {
			StatusAggregator aggregator = context.getBean(HealthEndpointGroups.class).get("mine").getStatusAggregator();
			assertThat(aggregator.getAggregateStatus(Status.UP, DEGRADED)).isEqualTo(DEGRADED);
		});
	}

	@Test
	void whenDisabledHasNothing() {
		this.worker.withPropertyValues("management.health.cluster.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ClusterHealthIndicator.class)
				.doesNotHaveBean(DegradedStatusOrder.class);
			assertThat(context.getBean(HealthContributorRegistry.class).getContributor("cluster")).isNull();
		});
	}

	@Test
	void whenSingleProcessOrderStaysBoots() {
		this.singleProcess.run((context) -> {
			assertThat(context.getBean(HealthEndpointProperties.class).getStatus().getOrder()).isEmpty();
			assertThat(worst(context, Status.UP, DEGRADED)).isEqualTo(Status.UP);
			assertThat(context.getBean(ClusterHealthIndicator.class).health()).isNull();
		});
	}

	@Test
	void restartLimitDecidesWhatIsSlow() {
		this.worker.run((context) -> assertThat(details(context)).contains("retrying after 3 restarts"));
		this.worker.withPropertyValues("cluster.restart.limit=3")
			.run((context) -> assertThat(details(context)).contains("retrying slowly after 3 restarts"));
	}

	private String details(ApplicationContext context) {
		return String.valueOf(context.getBean(ClusterHealthIndicator.class).health());
	}

	private Status worst(ApplicationContext context, Status... statuses) {
		return context.getBean(HealthEndpointGroups.class)
			.getPrimary()
			.getStatusAggregator()
			.getAggregateStatus(new LinkedHashSet<>(List.of(statuses)));
	}

	private static final class FixedAggregator implements StatusAggregator {

		@Override
		public Status getAggregateStatus(Set<Status> statuses) {
			return Status.UNKNOWN;
		}

	}

}
