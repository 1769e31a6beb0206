package io.clusterboot.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the workers print.
 */
@Tag("once")
class OutputIntegrationTests {

	private static final Duration FLOOD = Duration.ofSeconds(60);

	private static final long MEGABYTE = 1 << 20;

	@RegisterExtension
	static final SharedCluster logging = new SharedCluster(
			(cluster) -> cluster.start(2, "--logging.file.name=logs/app.log"));

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void outputWhenPlainNamesTheWorkerAndHasOneBanner() {
		RunningCluster running = logging.running();
		String output = running.primary().output();
		assertThat(output).containsOnlyOnce(":: Spring Boot ::");
		assertThat(output).contains("[worker 0] ", "[worker 1] ");
		assertThat(running.primary().lines()).filteredOn((line) -> line.contains("Tomcat started"))
			.hasSize(2)
			.allMatch((line) -> line.startsWith("[worker "));
	}

	@Test
	void outputWhenStructuredStaysJson() {
		RunningCluster running = this.cluster.start(2, "--logging.structured.format.console=ecs",
				"--spring.main.banner-mode=off");
		JsonMapper json = new JsonMapper();
		List<String> lines = running.primary().lines().stream().filter((line) -> line.contains("\"ecs\"")).toList();
		List<String> workers = lines.stream()
			.map(json::readTree)
			.map((JsonNode line) -> line.path("worker").asString("primary"))
			.distinct()
			.toList();
		assertThat(workers).contains("primary", "0", "1");
	}

	@Test
	void outputWhenOneWorkerFloodsOthersGetThroughAndMemoryDoesNotGrow() throws IOException {
		RunningCluster running = this.cluster.start(2);
		long primary = running.primary().pid();
		long before = Processes.memory(primary, "VmRSS");
		long atStart = Files.size(running.primary().outputFile());
		CompletableFuture<Response> flood = RunningCluster.async(() -> running.request("POST", "/flood?megabytes=300"));
		await().until(() -> Files.size(running.primary().outputFile()) > atStart + MEGABYTE);
		List<CompletableFuture<Response>> quiet = Stream
			.generate(() -> RunningCluster.async(() -> running.request("POST", "/print?text=still-here")))
			.limit(20)
			.toList();
		assertThat(flood.join().status()).isEqualTo(200);
		quiet.forEach(CompletableFuture::join);
		await().until(() -> tail(running.primary().outputFile()).contains("FLOOD done"));
		assertFlood(running.primary().outputFile());
		assertThat(Processes.memory(primary, "VmHWM") - before).isLessThan(64 * MEGABYTE);
	}

	private ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(FLOOD);
	}

	private String tail(Path file) throws IOException {
		try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "r")) {
			byte[] bytes = new byte[8192];
			output.seek(Math.max(0, output.length() - bytes.length));
			int length = Math.max(0, output.read(bytes));
			return new String(bytes, 0, length, StandardCharsets.UTF_8);
		}
	}

	private void assertFlood(Path file) throws IOException {
		try (BufferedReader reader = Files.newBufferedReader(file)) {
			String noisy = "none";
			int lines = 0;
			int others = 0;
			for (String line = reader.readLine(); !line.endsWith("FLOOD done"); line = reader.readLine()) {
				if (line.contains("xxx")) {
					assertThat(line).hasSize("[worker 0] ".length() + 1023);
					noisy = line.substring(0, "[worker 0]".length());
					lines++;
				}
				else if (line.endsWith("still-here") && !line.startsWith(noisy)) {
					others++;
				}
			}
			assertThat(lines).isEqualTo(300 * 1024);
			assertThat(others).as("lines of the other worker within the flood").isPositive();
		}
		Files.delete(file);
	}

	@Test
	void outputWhenDiskIsFullServesNevertheless() {
		this.cluster.prefix("sh", "-c", "exec \"$@\" > /dev/full 2>&1", "sh");
		Jvm primary = this.cluster.run("--server.port=0", "--cluster.workers=2", "--logging.file.name=app.log",
				"--management.endpoints.web.exposure.include=*");
		Path log = this.cluster.directory().resolve("app.log");
		Matcher port = Awaitility.await()
			.atMost(TestCluster.START)
			.ignoreExceptions()
			.until(() -> Pattern.compile("(?s)on port (\\d+).*Worker 1 .* ready in").matcher(Files.readString(log)),
					Matcher::find);
		RunningCluster running = new RunningCluster(primary, Integer.parseInt(port.group(1)));
		assertThat(running.answering(40)).hasSize(2);
		long victim = running.worker(0).get("pid").asLong();
		Processes.signal("KILL", victim);
		running.awaitReplacement(0, victim);
		primary.terminate();
		assertThat(primary.awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(log).content().containsOnlyOnce("Output of workers is lost");
	}

	@Test
	void fileWhenLoggingToAFileIsOnePerWorker() {
		logging.running();
		assertThat(logging.directory().resolve("logs")).isDirectoryContaining("glob:**/app.worker-0.log")
			.isDirectoryContaining("glob:**/app.worker-1.log")
			.isDirectoryContaining("glob:**/app.log");
	}

}
