package io.clusterboot.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.integration.Jvm;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.HttpConnection;
import io.clusterboot.load.RequestFailedException;

/**
 * The program from Debian's package, which scrapes one cluster.
 */
final class Prometheus implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final JsonMapper json = new JsonMapper();

	private final int port = Peer.freePort();

	private final Path directory;

	private final Jvm process;

	private Prometheus(int target, int seconds) {
		try {
			this.directory = Files.createTempDirectory("prometheus-");
			Files.writeString(this.directory.resolve("prometheus.yml"), configuration(target, seconds));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		List<String> command = List.of("prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
				"--web.listen-address=127.0.0.1:" + this.port, "--log.level=warn");
		this.process = new Jvm(command, Map.of(), this.directory, this.directory.resolve("output.log"));
		// Whatever ends this program, nothing stays.
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::kill, "prometheus-end"));
	}

	/**
	 * Start to scrape.
	 * @param target port of the cluster
	 * @param seconds how often, and how long an answer may take
	 * @return the program
	 */
	static Prometheus start(int target, int seconds) {
		return new Prometheus(target, seconds);
	}

	/**
	 * Return whether both programs of the package can be run.
	 * @return {@code false} if one is not on the path
	 */
	static boolean isInstalled() {
		return Stream.of("prometheus", "promtool")
			.allMatch((program) -> Stream.of(System.getenv("PATH").split(":"))
				.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program))));
	}

	private static String configuration(int target, int seconds) {
		return """
				global:
				  scrape_interval: %1$ds
				  scrape_timeout: %1$ds
				scrape_configs:
				- job_name: cluster
				  metrics_path: /actuator/prometheus
				  static_configs:
				  - targets: ['127.0.0.1:%2$d']
				""".formatted(seconds, target);
	}

	/**
	 * Return what an expression is now.
	 * @param expression the expression
	 * @return one element for each series; none while the program does not answer
	 */
	List<JsonNode> query(String expression) {
		String path = "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
		try (HttpConnection connection = HttpConnection.open(this.port, TIMEOUT)) {
			JsonNode answer = json.readTree(connection.exchange(Endpoint.request("GET", path, false)));
			return answer.get("data").get("result").valueStream().toList();
		}
		catch (RequestFailedException ex) {
			if (this.process.isAlive()) {
				return List.of();
			}
			throw new IllegalStateException("Prometheus has ended: " + this.process.output(), ex);
		}
	}

	/**
	 * Return the only value of an expression.
	 * @param expression the expression
	 * @return the value; NaN if there is none
	 */
	double value(String expression) {
		return query(expression).stream()
			.findFirst()
			.map((series) -> Double.valueOf(series.get("value").get(1).asString()))
			.orElse(Double.NaN);
	}

	/**
	 * Have a scrape checked by {@code promtool}.
	 * @param scrape the scrape in the text format
	 * @return what it says of it
	 */
	Set<String> check(String scrape) {
		try {
			Path file = Files.writeString(this.directory.resolve("metrics.prom"), scrape);
			Process promtool = new ProcessBuilder("promtool", "check", "metrics").redirectInput(file.toFile())
				.redirectErrorStream(true)
				.start();
			String complaints = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return complaints.lines().filter((line) -> !line.isBlank()).collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.terminate();
		this.process.awaitExit(TIMEOUT);
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			System.out.println("Could not delete " + this.directory + ": " + ex);
		}
	}

}
