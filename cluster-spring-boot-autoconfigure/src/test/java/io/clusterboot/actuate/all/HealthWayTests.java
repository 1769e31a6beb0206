package io.clusterboot.actuate.all;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import tools.jackson.databind.JsonNode;

import io.clusterboot.WorkerState;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.actuate.all.TwoWorkers.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HealthWay}: two workers in one JVM, one of which is down.
 */
@Timeout(120)
class HealthWayTests {

	@RegisterExtension
	static final TwoWorkers workers = new TwoWorkers();

	@Test
	void healthIsTheWorstOfAllAndShownToThoseWhoMay() {
		Answer health = workers.ask("GET to path 'health'", TwoWorkers.OPS);
		assertThat(health.status()).isEqualTo(503);
		JsonNode flag = health.body().get("components").get("flag");
		assertThat(flag.get("status").asString()).isEqualTo("DOWN");
		assertThat(flag.get("components").get("0").get("details").get("from").asString()).isEqualTo("0");
		assertThat(flag.get("components").get("1").get("details").get("from").asString()).isEqualTo("1");
		for (SecurityContext context : List.of(TwoWorkers.USER, SecurityContext.NONE)) {
			assertThat(workers.ask("GET to path 'health'", context).body().propertyNames()).containsOnly("status",
					"groups");
			assertThat(workers.ask("GET to path 'health'", context).status()).isEqualTo(503);
			assertThat(health(context, "flag").status()).isEqualTo(404);
			assertThat(health(context, "flag", "1").status()).isEqualTo(404);
		}
	}

	@Test
	void healthWhenOneComponentOfOneWorkerIsThatOne() {
		assertThat(health(TwoWorkers.OPS, "flag").body().get("components").propertyNames()).containsExactly("0", "1");
		assertThat(health(TwoWorkers.OPS, "flag", "0").body().get("status").asString()).isEqualTo("UP");
		assertThat(health(TwoWorkers.OPS, "flag", "1").body().get("details").get("from").asString()).isEqualTo("1");
		assertThat(health(TwoWorkers.OPS, "flag", "7").status()).isEqualTo(404);
		assertThat(health(TwoWorkers.OPS, "none").status()).isEqualTo(404);
	}

	@Test
	void healthWhenAGroupHasItsOwnRules() {
		Answer inner = health(TwoWorkers.USER, "inner");
		assertThat(inner.status()).isEqualTo(503);
		assertThat(inner.body().get("components").get("flag").get("components").propertyNames()).containsExactly("0",
				"1");
		assertThat(health(TwoWorkers.USER, "inner", "0").body().get("status").asString()).isEqualTo("UP");
		assertThat(health(TwoWorkers.USER, "inner", "flag", "1").body().get("status").asString()).isEqualTo("DOWN");
	}

	@Test
	void healthWhenProbedIsThisWorkersOwn() {
		for (String probe : List.of("liveness", "readiness")) {
			assertThat(health(SecurityContext.NONE, probe).body().propertyNames()).containsExactly("status");
		}
		assertThat(health(TwoWorkers.OPS, "liveness").status()).isEqualTo(200);
	}

	@Test
	void healthWhenAWorkerIsSilentTellsNothingToThoseWhoMayNot() {
		workers.are(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY),
				TestCluster.worker(2, WorkerState.READY));
		assertThat(workers.ask("GET to path 'health'", TwoWorkers.USER).body().propertyNames()).containsOnly("status",
				"groups");
		JsonNode silent = workers.ask("GET to path 'health'", TwoWorkers.OPS)
			.body()
			.get("components")
			.get("flag")
			.get("components")
			.get("2");
		assertThat(silent.get("status").asString()).isEqualTo("UNKNOWN");
		assertThat(silent.get("details").has("error")).isTrue();
	}

	@Test
	void healthWhenAskedForInTheOlderVersionHasDetailsForComponents() {
		Answer health = TwoWorkers.answer(
				workers.first().invoke("GET to path 'health'", TwoWorkers.OPS, TwoWorkers.arguments(), ApiVersion.V2));
		assertThat(health.status()).isEqualTo(503);
		assertThat(health.body().propertyNames()).containsExactlyInAnyOrder("status", "details", "groups");
		JsonNode flag = health.body().get("details").get("flag");
		assertThat(flag.propertyNames()).containsExactlyInAnyOrder("status", "details");
		assertThat(flag.get("status").asString()).isEqualTo("DOWN");
		assertThat(flag.get("details").get("0").get("details").get("from").asString()).isEqualTo("0");
		assertThat(flag.get("details").get("1").get("details").get("from").asString()).isEqualTo("1");
		JsonNode one = TwoWorkers
			.answer(workers.first()
				.invoke("GET to path 'health/{*path}'", TwoWorkers.OPS,
						new LinkedHashMap<>(Map.of("path", new String[] { "flag" })), ApiVersion.V2))
			.body();
		assertThat(one.get("details").propertyNames()).containsExactly("0", "1");
	}

	private Answer health(SecurityContext context, String... path) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		arguments.put("path", path);
		return TwoWorkers.answer(workers.first().invoke("GET to path 'health/{*path}'", context, arguments));
	}

}
