package com.example.guestbook;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BinaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Manifests}: what Kubernetes is told fits the application. Each check
 * is shown to find what it is there for.
 */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:manifests")
@AutoConfigureMockMvc
class ManifestsTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private ConfigurableEnvironment environment;

	@Test
	void manifestsFitTheApplication() {
		assertThat(problems((file, text) -> text)).isEmpty();
	}

	private List<String> problems(BinaryOperator<String> change) {
		ManifestChecks checks = new ManifestChecks(Manifests.read(change));
		return checks.problems(Timings.of(this.environment, checks.environment()), this::isServed);
	}

	private boolean isServed(String path) {
		return this.mvc.get().uri(path).exchange().getResponse().getStatus() == 200;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					service    | app.kubernetes.io/name: guestbook\\n  ports | app: guestbook\\n  ports   | Service does not select
					podmonitor | matchLabels:\\n      app.kubernetes.io/name: | matchLabels:\\n      app:  | PodMonitor does not select
					poddisruptionbudget | kubernetes.io/name: guestbook\\n$ | kubernetes.io/name: other    | PodDisruptionBudget does not
					deployment | (whenUns\\S+: \\S+\\s+labelSelector:\\s+matchLabels:\\s+)\\S+ | $1app: | topologySpreadConstraints does not
					service    | targetPort: http                  | targetPort: web                      | Service names a port
					podmonitor | - port: http                      | - port: metrics                      | PodMonitor names a port
					deployment | containerPort: 8080               | containerPort: 9090                  | does not listen on 9090
					deployment | (liveness\\n +port:) http         | $1 web                               | startup probe names a port
					hpa        | kind: Deployment                  | kind: StatefulSet                    | scales something else
					hpa        | (    name:) guestbook             | $1 guests                            | scales something else
					hpa        | minReplicas: 2                    | minReplicas: 1                       | cannot be evicted
					deployment | revisionHistoryLimit              | replicas: 2\\n  revisionHistoryLimit | sets the replicas
					deployment | requests:\\n +cpu: "2"            | requests:                            | requests no cpu
					deployment | limits:(\\n +#.*)*\\n +cpu: "2"   | limits:                              | no limits to go by
					deployment | (limits:[\\s\\S]*?memory:) 2Gi    | $1 1Gi                               | less than the 1950 MiB
					deployment | /health/readiness                 | /health/ready                        | does not serve /actuator/health/ready
					deployment | /actuator/health/readiness        | /actuator/health                     | readiness probe asks
					podmonitor | /actuator/prometheus              | /metrics                             | does not serve /metrics
					deployment | failureThreshold: 75              | failureThreshold: 30                 | startup probe gives up
					deployment | failureThreshold: 4               | failureThreshold: 3                  | liveness probe gives up
					deployment | GracePeriodSeconds: 60            | GracePeriodSeconds: 45               | not more than the 45
					deployment | seconds: 5\\n                     | seconds: 20\\n                       | not more than the 60
					deployment | name: CLUSTER_WORKERS\\n +value: auto | name: CLUSTER_SHUTDOWN_TIMEOUT\\n              value: 1m | not more than the 70
					deployment | runAsNonRoot: true                | runAsNonRoot: false                  | runs as root
					deployment | readOnlyRootFilesystem: true      | readOnlyRootFilesystem: false        | can be written
					deployment | mountPath: /tmp                   | mountPath: /data                     | no temporary folder
					kustomization | ' - podmonitor.yaml'           | ''                                   | does not list all
					""")
	void problemThatIsPlantedIsFound(String file, String from, String to, String problem) {
		assertThat(problems(planted(file, from, to))).anySatisfy((found) -> assertThat(found).contains(problem));
	}

	private BinaryOperator<String> planted(String file, String from, String to) {
		return (name, text) -> {
			if (!name.equals(file + ".yaml")) {
				return text;
			}
			String changed = text.replaceFirst(from, to.replace("\\n", "\n"));
			assertThat(changed).as("the problem has to be planted").isNotEqualTo(text);
			return changed;
		};
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			deployment  | terminationGracePeriodSeconds | terminationGracePeriod
			deployment  | readinessProbe                | readynessProbe
			service     | targetPort                    | targetport
			hpa         | averageUtilization            | averageUtilisation
			podmonitor  | podMetricsEndpoints           | endpoints
			podmonitor  | scrapeTimeout                 | timeout
			service     | type: ClusterIP               | type: ClusterIP\\n  type: NodePort
			""")
	void fieldThatIsNoneCannotBeRead(String file, String from, String to) {
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> Manifests.read(planted(file, from, to)))
			.withMessageStartingWith(file + ".yaml");
	}

	@ParameterizedTest
	@CsvSource({ "hpa, autoscaling/v2, autoscaling/v1", "podmonitor, kind: PodMonitor, kind: ServiceMonitor" })
	void kindThatIsAnotherCannotBeRead(String file, String from, String to) {
		assertThatIllegalArgumentException().isThrownBy(() -> Manifests.read(planted(file, from, to)))
			.withMessageContaining("instead of");
	}

}
