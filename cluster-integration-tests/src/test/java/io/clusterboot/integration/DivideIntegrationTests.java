package io.clusterboot.integration;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for properties of which each worker gets a part.
 */
@Tag("once")
class DivideIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final String THREADS = "/actuator/metrics/tomcat.threads.config.max?tag=worker:";

	private static final String TOTAL = "server.tomcat.threads.max=31";

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void eachWorkerHasItsPart() {
		RunningCluster running = this.cluster.file("application.properties", TOTAL + "\n")
			.start(2, "--cluster.divide=server.tomcat.threads.max", "--server.tomcat.mbeanregistry.enabled=true",
					"--management.endpoint.cluster.access=unrestricted",
					"--management.endpoints.web.exposure.include=cluster,metrics");
		assertThat(running.primary().output())
			.containsOnlyOnce("Each of 2 workers gets 15 of " + TOTAL + ", which is 30 in all");
		assertThat(threads(running, 0)).isEqualTo(15);
		assertThat(threads(running, 1)).isEqualTo(15);
		assertThat(running.operate("scale", "{\"workers\": 3}").status()).isEqualTo(200);
		running.primary().awaitOutput("Worker 2 \\(id 3, pid \\d+\\) ready in", SOON);
		assertThat(running.primary().output())
			.containsOnlyOnce("Each of 3 workers gets 10 of " + TOTAL + ", which is 30 in all");
		assertThat(threads(running, 2)).isEqualTo(10);
	}

	@Test
	void propertyThatIsNotSetFailsTheStart() {
		Jvm primary = this.cluster.run("--server.port=0", "--cluster.workers=2", "--cluster.divide=pool.size");
		assertThat(primary.awaitExit(SOON)).isEqualTo(1);
		assertThat(primary.output()).contains("APPLICATION FAILED TO START",
				"Property 'cluster.divide' has the value 'pool.size' but must be names of properties that are set",
				"Action:");
	}

	private static int threads(RunningCluster running, int worker) {
		return json.readTree(running.get(THREADS + worker)).at("/measurements/0/value").asInt();
	}

}
