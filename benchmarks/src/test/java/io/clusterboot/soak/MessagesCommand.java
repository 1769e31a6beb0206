package io.clusterboot.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import com.example.messages.MessagesApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.load.RequestFailedException;
import io.clusterboot.soak.FiguresCommand.Samples;

/**
 * Messages of about 200 bytes from a worker to the primary, next to Node's
 * {@code process.send}: throughput, and round-trip time. Both are warm, and measured in
 * turns.
 */
class MessagesCommand implements Callable<Boolean> {

	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	private static final JsonMapper json = new JsonMapper();

	private final int messages = Soak.option("messages", 200_000);

	private final int questions = Soak.option("questions", 20_000);

	private final Samples throughput = new Samples("messages, cluster", "per second");

	private final Samples nodeThroughput = new Samples("messages, Node", "per second");

	private final Samples throughputRatio = new Samples("messages, cluster to Node", "");

	private final Samples median = new Samples("round trip median, cluster", "us");

	private final Samples nodeMedian = new Samples("round trip median, Node", "us");

	private final Samples roundtrip = new Samples("round trip p99, cluster", "us");

	private final Samples nodeRoundtrip = new Samples("round trip p99, Node", "us");

	private final Samples roundtripRatio = new Samples("round trip p99, cluster to Node", "");

	@Override
	public Boolean call() throws Exception {
		Process node = node();
		try (Target target = Target.application(MessagesApplication.class, List.of(), "--cluster.workers=1").await(1);
				Writer ask = node.outputWriter(StandardCharsets.UTF_8);
				BufferedReader answer = node.inputReader(StandardCharsets.UTF_8)) {
			for (int i = 0; i < Soak.option("warm-up", 6); i++) {
				measure(target);
				measure(ask, answer);
			}
			for (int round = 0; round < Soak.option("rounds", 9); round++) {
				add(measure(target), measure(ask, answer));
			}
		}
		finally {
			node.destroy();
		}
		List.of(this.throughput, this.nodeThroughput, this.throughputRatio, this.median, this.nodeMedian,
				this.roundtrip, this.nodeRoundtrip, this.roundtripRatio)
			.forEach(System.out::println);
		return this.throughputRatio.median() >= 1 && this.roundtripRatio.median() <= 1;
	}

	private void add(Figures cluster, Figures node) {
		this.throughput.add(cluster.throughput());
		this.nodeThroughput.add(node.throughput());
		this.throughputRatio.add(cluster.throughput() / node.throughput());
		this.median.add(cluster.median());
		this.nodeMedian.add(node.median());
		this.roundtrip.add(cluster.roundtrip());
		this.nodeRoundtrip.add(node.roundtrip());
		this.roundtripRatio.add(cluster.roundtrip() / node.roundtrip());
	}

	private Figures measure(Target target) throws RequestFailedException {
		String throughput = target.request("GET", "/throughput?count=" + this.messages, TIMEOUT);
		JsonNode roundtrip = json.readTree(target.request("GET", "/roundtrip?count=" + this.questions, TIMEOUT));
		return Figures.of(Double.parseDouble(throughput), roundtrip);
	}

	private Figures measure(Writer ask, BufferedReader answer) throws IOException {
		ask.write("{\"round\":true,\"messages\":%d,\"questions\":%d}%n".formatted(this.messages, this.questions));
		ask.flush();
		JsonNode result = json.readTree(answer.readLine());
		return Figures.of(result.get("throughput").asDouble(), result.get("roundtrip"));
	}

	private Process node() throws IOException {
		Path script = Files.createTempFile("messages", ".js");
		try (InputStream source = MessagesCommand.class.getResourceAsStream("/node/messages.js")) {
			Files.write(script, source.readAllBytes());
		}
		script.toFile().deleteOnExit();
		return new ProcessBuilder("node", script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	/**
	 * What one round measured.
	 *
	 * @param throughput messages per second
	 * @param median median of the round trips in microseconds
	 * @param roundtrip their 99th percentile in microseconds
	 */
	private record Figures(double throughput, double median, double roundtrip) {

		static Figures of(double throughput, JsonNode roundtrip) {
			return new Figures(throughput, roundtrip.get(0).asDouble(), roundtrip.get(1).asDouble());
		}

	}

}
