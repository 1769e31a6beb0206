package io.clusterboot.management;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.peer.PeerDirectory;
import io.clusterboot.peer.PeerServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterScrapes}, with workers that answer over real sockets.
 */
@Timeout(60)
class ClusterScrapesTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Duration SILENT_AFTER = Duration.ofSeconds(2);

	private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

	private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

	private static final WorkerStatus READY = TestCluster.worker(0, WorkerState.READY);

	@TempDir
	private Path directory;

	private final FakeStatusSource source = new FakeStatusSource(
			TestCluster.status(2, TestCluster.worker(0, WorkerState.STARTING)));

	private final List<PeerServer> servers = new ArrayList<>();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.servers.forEach(PeerServer::close);
	}

	@Test
	void scrapeBeforeWorkersCanBeAskedIsOfTheClusterAlone() {
		PrometheusSource.Scrape scrape = scrapes(null).scrape(null, Set.of());
		assertThat(scrape.contentType()).isEqualTo(TEXT);
		assertThat(text(scrape)).contains("\ncluster_workers{state=\"starting\"} 1.0\n",
				"\ncluster_workers{state=\"ready\"} 0.0\n", "\ncluster_restarts_total{reason=\"killed\"} 3.0\n");
	}

	@Test
	void scrapeWhenNoWorkerIsReadyIsOfTheClusterAsItIsNow() throws IOException {
		serve(1, "worker");
		ClusterScrapes scrapes = scrapes();
		assertThat(text(scrapes.scrape(null, Set.of()))).contains("\ncluster_workers{state=\"starting\"} 1.0\n");
		this.source.answer(TestCluster.status(2, TestCluster.worker(0, WorkerState.BACKING_OFF),
				TestCluster.worker(1, WorkerState.BACKING_OFF)));
		assertThat(text(scrapes.scrape(null, Set.of()))).contains("\ncluster_workers{state=\"starting\"} 0.0\n",
				"\ncluster_workers{state=\"backing_off\"} 2.0\n");
		assertThat(this.asked).isEmpty();
	}

	@Test
	void scrapeWhenNoWorkerIsReadyLooksForOneOnce() throws IOException {
		serve(1, "worker");
		ClusterScrapes scrapes = scrapes();
		becomesReady();
		assertThat(text(scrapes.scrape(null, Set.of()))).contains("\ncluster_workers{state=\"ready\"} 1.0\n");
		assertThat(this.asked).isEmpty();
	}

	@Test
	void scrapeWhenTheStatusIsUnknownLooksForAWorkerOnce() throws IOException {
		serve(1, "worker");
		ClusterScrapes scrapes = scrapes();
		this.source.fallSilent();
		becomesReady();
		assertThat(text(scrapes.scrape(null, Set.of()))).contains("\ncluster_workers{state=\"ready\"} 1.0\n");
		assertThat(this.asked).isEmpty();
	}

	@Test
	void scrapeInOpenMetricsEndsAsThatDoes() {
		PrometheusSource.Scrape scrape = scrapes().scrape("application/openmetrics-text;version=1.0.0", Set.of());
		assertThat(scrape.contentType()).isEqualTo(OPEN_METRICS);
		assertThat(text(scrape)).contains("# TYPE cluster_restarts counter\n").endsWith("\n# EOF\n");
	}

	@Test
	void scrapeOfNamesHasNoOthers() {
		String text = text(scrapes().scrape(null, Set.of("cluster_workers")));
		assertThat(text.lines().filter((line) -> !line.startsWith("#"))).isNotEmpty()
			.allMatch((line) -> line.startsWith("cluster_workers{"));
	}

	@Test
	void scrapeWhenTheStatusIsUnknownKeepsCounters() {
		ClusterScrapes scrapes = scrapes();
		scrapes.scrape(null, Set.of());
		this.source.fallSilent();
		assertThat(text(scrapes.scrape(null, Set.of()))).contains("\ncluster_workers{state=\"starting\"} NaN\n",
				"\ncluster_restarts_total{reason=\"killed\"} 3.0\n");
	}

	@Test
	void scrapeWhenAWorkerIsReadyIsItsAnswer() throws IOException {
		serve(1, "of all workers");
		this.source.answer(TestCluster.status(1, READY));
		PrometheusSource.Scrape scrape = scrapes().scrape("application/openmetrics-text", Set.of("one"));
		assertThat(scrape.contentType()).isEqualTo("text/x");
		assertThat(text(scrape)).isEqualTo("of all workers");
		assertThat(this.asked).containsExactly("1: application/openmetrics-text one");
	}

	@Test
	void scrapeAsksFirstWhoWasHeardOfLast() throws IOException {
		serve(1, "first");
		serve(2, "second");
		this.source.answer(TestCluster.status(2, TestCluster.heard(0, Duration.ofSeconds(3)),
				TestCluster.heard(1, Duration.ofSeconds(1))));
		assertThat(text(scrapes().scrape(null, Set.of()))).isEqualTo("second");
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void scrapeWhenAllAreSilentForLongAsksThemNevertheless() throws IOException {
		serve(1, "first");
		serve(2, "second");
		this.source
			.answer(TestCluster.status(2, TestCluster.heard(0, Duration.ofSeconds(31)), TestCluster.heard(1, null)));
		assertThat(text(scrapes().scrape(null, Set.of()))).isEqualTo("first");
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void scrapeWhenTheOnlyWorkerDiesAsksOneThatHasBecomeReady() throws IOException {
		this.source.answer(TestCluster.status(2, READY, TestCluster.worker(1, WorkerState.STARTING)));
		this.servers.add(PeerServer.start(new PeerDirectory(this.directory).socket(1), (question, answer) -> {
			this.source.answer(TestCluster.status(2, READY, TestCluster.heard(1, Duration.ZERO)));
			throw new IOException("dies");
		}));
		serve(2, "second");
		assertThat(text(scrapes().scrape(null, Set.of()))).isEqualTo("second");
	}

	@Test
	void scrapeWhenWhoWasHeardHasDiedAsksOneThatIsSilent() throws IOException {
		serve(2, "second");
		this.source.answer(TestCluster.status(2, TestCluster.heard(0, Duration.ZERO),
				TestCluster.heard(1, Duration.ofSeconds(31))));
		assertThat(text(scrapes().scrape(null, Set.of()))).isEqualTo("second");
	}

	@Test
	void scrapeWhenAWorkerDoesNotAnswerIsThatOfAnother() throws IOException {
		serve(2, "second");
		this.source.answer(TestCluster.status(2, TestCluster.heard(0, Duration.ZERO),
				TestCluster.heard(1, Duration.ofSeconds(1))));
		assertThat(text(scrapes().scrape(null, Set.of()))).isEqualTo("second");
	}

	@Test
	void scrapeWhenNoReadyWorkerAnswersIsOfTheClusterAlone() {
		this.source.answer(TestCluster.status(1, READY));
		assertThat(text(scrapes().scrape(null, Set.of()))).contains("\ncluster_workers{state=\"ready\"} 1.0\n");
	}

	/**
	 * Have a worker ready when the status is asked for the second time from now on.
	 */
	private void becomesReady() {
		int before = this.source.asked();
		this.source.before(() -> {
			if (this.source.asked() > before + 1) {
				this.source.answer(TestCluster.status(1, READY));
			}
		});
	}

	private ClusterScrapes scrapes() {
		return scrapes(new PeerDirectory(this.directory));
	}

	private ClusterScrapes scrapes(@Nullable PeerDirectory directory) {
		return new ClusterScrapes(this.source, () -> directory, LONG, SILENT_AFTER);
	}

	private void serve(long id, String scrape) throws IOException {
		this.servers.add(PeerServer.start(new PeerDirectory(this.directory).socket(id), (question, answer) -> {
			DataInputStream in = new DataInputStream(new ByteArrayInputStream(question.body()));
			this.asked.add(id + ": " + in.readUTF() + " " + in.readUTF());
			DataOutputStream out = new DataOutputStream(answer);
			out.writeUTF("text/x");
			out.write(scrape.getBytes(StandardCharsets.UTF_8));
			out.flush();
		}));
	}

	private static String text(PrometheusSource.Scrape scrape) {
		return new String(scrape.body(), StandardCharsets.UTF_8);
	}

}
