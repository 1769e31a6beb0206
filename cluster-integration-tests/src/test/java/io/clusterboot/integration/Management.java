package io.clusterboot.integration;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The actuator on a port of its own, so that asking changes no figure.
 *
 * @param port the port that the workers share
 */
record Management(int port) {

	private static final JsonMapper json = new JsonMapper();

	/**
	 * Return the server in the primary.
	 * @param primary the primary, which may not have started it yet
	 * @return the server
	 */
	static Management ofPrimary(Jvm primary) {
		return new Management(Integer.parseInt(
				primary.awaitOutput("Management server of the primary listens on 127.0.0.1:(\\d+)", TestCluster.START)
					.group(1)));
	}

	JsonNode get(String path) {
		Response response = response(path);
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		return json.readTree(response.body());
	}

	Response response(String path) {
		return Response.of("GET", URI.create("http://127.0.0.1:" + this.port + path));
	}

	/**
	 * Ask for the metrics.
	 * @param accept the format
	 * @return the answer
	 */
	Response prometheus(String accept) {
		return Response.in(URI.create("http://127.0.0.1:" + this.port + "/actuator/prometheus"), accept);
	}

	Response operate(String operation, String body) {
		return Response.of("POST", URI.create("http://127.0.0.1:" + this.port + "/actuator/cluster/" + operation),
				body);
	}

	int meter(String name) {
		return get("/actuator/metrics/" + name).get("measurements").get(0).get("value").intValue();
	}

	/**
	 * Return what each of two workers answers.
	 * @return the statuses by process id
	 */
	Map<Long, JsonNode> answers() {
		Map<Long, JsonNode> answers = new TreeMap<>();
		for (int i = 0; i < 100 && answers.size() < 2; i++) {
			JsonNode status = get("/actuator/cluster");
			answers.putIfAbsent(status.get("answeredBy").get("pid").longValue(), status);
		}
		assertThat(answers).hasSize(2);
		return answers;
	}

}
