package io.clusterboot.integration;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.example.operated.OperatedApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that tools which know Boot's endpoints know a cluster's: the same requests to a
 * plain application and to a cluster of it are answered in the same shape.
 */
@Tag("once")
class EndpointShapesIntegrationTests {

	private static final JsonMapper json = new JsonMapper();

	private static final String[] OPTIONS = { "--management.endpoint.health.show-details=always",
			"--management.endpoint.health.probes.enabled=true", "--management.endpoint.env.show-values=always",
			"--management.info.process.enabled=true", "--management.info.java.enabled=true",
			"--logging.file.name=app.log" };

	/**
	 * What there may be of any name, by Boot's documentation.
	 */
	private static final Set<String> NAMES = Set.of("/_links", "/threads[]", "/propertySources[]/properties",
			"/contexts{}/beans", "/contexts", "/contexts{}/mappings", "/contexts{}/mappings/dispatcherServlets",
			"/contexts{}/positiveMatches", "/contexts{}/negativeMatches", "/loggers", "/groups", "/cacheManagers",
			"/cacheManagers{}/caches", "/contexts{}/beans{}/properties", "/contexts{}/beans{}/inputs", "/components");

	/**
	 * What there may be or not, by Boot's documentation. A component of the health may be
	 * made of others.
	 */
	private static final Set<String> OPTIONAL = Set.of("/_links", "/components", "/details", "/workers", "/description",
			"/baseUnit", "/groups", "/components{}/details", "/components{}/components");

	private static final List<String> READS = List.of("", "/health", "/health/liveness", "/health/readiness",
			"/health/diskSpace", "/health/none", "/info", "/metrics", "/metrics/jvm.memory.used",
			"/metrics/http.server.requests", "/metrics/http.server.requests?tag=status:200", "/metrics/none",
			"/threaddump", "/env", "/env/server.port", "/env/none", "/configprops", "/configprops/server", "/beans",
			"/mappings", "/conditions", "/scheduledtasks", "/caches", "/caches/numbers", "/caches/none", "/loggers",
			"/loggers/ROOT", "/loggers/none", "/httpexchanges", "/startup", "/logfile", "/prometheus", "/greeting",
			"/none");

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void readsHaveTheShapeThatAPlainApplicationAnswersIn() {
		this.cluster.main(OperatedApplication.class).classPath(ClassPath.operated());
		RunningCluster running = this.cluster.start(2, OPTIONS);
		Jvm plain = this.cluster.run(plain());
		String port = plain.awaitOutput("Tomcat started on port (\\d+)", TestCluster.START).group(1);
		plain.awaitOutput("Started OperatedApplication", TestCluster.START);
		List<String> differences = new ArrayList<>();
		for (int each : List.of(Integer.parseInt(port), running.port())) {
			for (int i = 0; i < 6; i++) {
				response(each, "/numbers?of=" + i);
			}
		}
		READS.forEach((path) -> compare(path, response(Integer.parseInt(port), "/actuator" + path),
				response(running.port(), "/actuator" + path), differences));
		assertThat(differences).isEmpty();
	}

	private static String[] plain() {
		return Stream
			.concat(Stream.of("--server.port=0", "--management.endpoints.web.exposure.include=*"), Stream.of(OPTIONS))
			.toArray(String[]::new);
	}

	private static void compare(String path, Response plain, Response cluster, List<String> differences) {
		if (plain.status() != cluster.status()) {
			differences.add("%s answers %d, not %d".formatted(path, cluster.status(), plain.status()));
		}
		else if (plain.body().startsWith("{")) {
			new Shape(NAMES, OPTIONAL).differences(json.readTree(plain.body()), json.readTree(cluster.body()))
				.forEach((difference) -> differences.add(path + ": " + difference));
		}
		else if (plain.body().isEmpty() != cluster.body().isEmpty()) {
			differences.add(path + " has " + cluster.body().length() + " characters, not " + plain.body().length());
		}
	}

	private static Response response(int port, String path) {
		return Response.of("GET", URI.create("http://127.0.0.1:" + port + path));
	}

	/**
	 * Tests for the comparison itself.
	 */
	@Test
	void shapeWhenSomethingElseIsThereTellsWhat() {
		Shape shape = new Shape(Set.of("/names"), Set.of("/maybe"));
		assertThat(shape.differences(tree("{'a':1,'b':[{'c':1}]}"), tree("{'a':'1','b':[{'d':1}],'e':1}")))
			.containsExactly("/a is STRING, not NUMBER", "/b[]/c is missing", "/b[]/d is not in a plain application's",
					"/e is not in a plain application's");
		assertThat(shape.differences(tree("{'names':{'x':{'a':1}},'maybe':1}"), tree("{'names':{'y':{'a':2}}}")))
			.isEmpty();
		assertThat(shape.differences(tree("{'names':{'x':{'a':1}}}"), tree("{'names':{'y':1}}"))).hasSize(1);
	}

	private static JsonNode tree(String text) {
		return json.readTree(text.replace('\'', '"'));
	}

}
