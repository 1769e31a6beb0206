package io.clusterboot.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.protocol.ControlChannelException;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerAgent}.
 */
class WorkerAgentTests {

	private static final long PRIMARY = 4200;

	private static final WorkerIdentity WORKER = new WorkerIdentity(1, 0, 1);

	private final Primary primary = new Primary();

	private final List<Message.FromPrimary> news = new CopyOnWriteArrayList<>();

	private final List<String> lost = new CopyOnWriteArrayList<>();

	private final AtomicLong parentPid = new AtomicLong(PRIMARY);

	@TempDir
	private Path directory;

	private ControlServer server;

	private WorkerAgent agent;

	@BeforeEach
	void start() throws IOException {
		this.server = new ControlServer(this.directory.resolve("control.sock"), this.primary);
		this.agent = agent(() -> load(1));
	}

	@AfterEach
	void stop() {
		this.agent.close();
		this.server.close();
	}

	@Test
	void startWhenPrimaryIsThereSaysHelloAndSendsHeartbeats() throws Exception {
		this.agent.start();
		this.agent.configured(Map.of("cluster.workers", "2"));
		this.agent.listening("*", 8080);
		this.agent.ready();
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.primary.events).containsExactly("online " + ProcessHandle.current().pid(),
					"Configured[properties=1]", "Listening[address=*, port=8080]", "Ready[]");
			assertThat(this.primary.heartbeats).contains(load(1));
		});
		assertThat(threads("cluster-heartbeat")).singleElement().satisfies((thread) -> {
			assertThat(thread.isDaemon()).isTrue();
			assertThat(thread.getPriority()).isEqualTo(Thread.MAX_PRIORITY);
		});
	}

	@Test
	void startWhenPrimaryIsGoneThrowsAndTellsNobody() {
		this.server.close();
		assertThatExceptionOfType(ControlChannelException.class).isThrownBy(this.agent::start);
		assertThat(this.lost).isEmpty();
	}

	@Test
	void heartbeatWhenSentCarriesFiguresThatAreYoungerThanItsInterval() throws Exception {
		AtomicInteger samples = new AtomicInteger();
		this.agent.close();
		this.agent = agent(Duration.ofMillis(100), () -> load(samples.incrementAndGet()));
		this.agent.start();
		Awaitility.await().until(() -> this.primary.heartbeats.size() > 10);
		assertThat(this.primary.heartbeats.get(10).connections()).isGreaterThan(14);
	}

	@Test
	void heartbeatWhenSamplerThrowsGoesOnWithTheLastLoad() throws Exception {
		AtomicInteger samples = new AtomicInteger();
		replaceAgent(() -> {
			if (samples.incrementAndGet() > 1) {
				throw new NoClassDefFoundError("expected");
			}
			return load(7);
		});
		this.agent.start();
		Awaitility.await().until(() -> samples.get() > 3);
		int before = this.primary.heartbeats.size();
		Awaitility.await().until(() -> this.primary.heartbeats.size() > before + 5);
		assertThat(this.primary.heartbeats.get(before + 5)).isEqualTo(load(7));
	}

	@Test
	void heartbeatWhenSamplerHangsGoesOn() throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		replaceAgent(() -> {
			try {
				hanging.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return load(9);
		});
		this.agent.start();
		Awaitility.await().until(() -> this.primary.heartbeats.size() > 5);
		assertThat(this.primary.heartbeats).containsOnly(WorkerLoad.NONE);
		hanging.countDown();
		Awaitility.await().until(() -> this.primary.heartbeats.contains(load(9)));
	}

	@Test
	void statusWhenPrimaryAnswersReturnsEachCallerItsOwn() throws Exception {
		this.primary.answering = true;
		this.agent.start();
		List<CompletableFuture<ClusterStatus>> answers = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			answers.add(CompletableFuture.supplyAsync(this.agent::status));
		}
		List<Integer> numbers = new ArrayList<>();
		for (CompletableFuture<ClusterStatus> answer : answers) {
			numbers.add(answer.get(5, TimeUnit.SECONDS).desiredWorkers());
		}
		assertThat(numbers).doesNotHaveDuplicates().hasSize(50);
	}

	@Test
	void statusWhenPrimaryDoesNotAnswerThrowsAfterTheTimeoutAndDropsTheLateReply() throws Exception {
		this.agent.start();
		long start = System.nanoTime();
		assertThatExceptionOfType(ClusterUnavailableException.class)
			.isThrownBy(() -> this.agent.status(Duration.ofMillis(150)))
			.withMessageContaining("did not answer within 150 ms");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(150),
				Duration.ofSeconds(1));
		assertThat(this.primary.requests).containsExactly(1L);
		this.primary.answer(1);
		this.primary.answering = true;
		assertThat(this.agent.status().desiredWorkers()).isEqualTo(2);
	}

	@Test
	void statusWhenChannelClosesFailsAllCallersAtOnce() throws Exception {
		this.agent.start();
		List<CompletableFuture<ClusterStatus>> answers = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			answers.add(CompletableFuture.supplyAsync(() -> this.agent.status(Duration.ofMinutes(1))));
		}
		Awaitility.await().until(() -> this.primary.requests.size() == 2);
		this.server.close();
		for (CompletableFuture<ClusterStatus> answer : answers) {
			assertThat(answer).failsWithin(Duration.ofSeconds(2))
				.withThrowableThat()
				.withCauseInstanceOf(ClusterUnavailableException.class)
				.withMessageContaining("closed");
		}
		assertThatExceptionOfType(ClusterUnavailableException.class)
			.isThrownBy(() -> this.agent.status(Duration.ofMinutes(1)));
	}

	@Test
	void statusWhenNotStartedThrows() {
		assertThatExceptionOfType(ClusterUnavailableException.class).isThrownBy(this.agent::status)
			.withMessageContaining("has not connected");
	}

	@Test
	void statusWhenCallerIsInterruptedThrowsAndKeepsTheChannel() throws Exception {
		this.agent.start();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(ClusterUnavailableException.class).isThrownBy(this.agent::status);
		assertThat(Thread.interrupted()).isTrue();
		this.primary.answering = true;
		assertThat(this.agent.status().desiredWorkers()).isEqualTo(2);
		assertThat(this.lost).isEmpty();
	}

	@Test
	void primaryLostWhenChannelEndsIsToldOnce() throws Exception {
		this.agent.start();
		this.server.close();
		Awaitility.await().until(() -> !this.lost.isEmpty());
		this.parentPid.set(1);
		Awaitility.await().during(Duration.ofMillis(100)).until(() -> this.lost.size() == 1);
		assertThat(this.lost).singleElement().asString().contains("channel to the primary (pid 4200) was closed");
	}

	@Test
	void primaryLostWhenParentIsAnotherOneIsToldOnceThoughTheChannelIsOpen() throws Exception {
		this.agent.start();
		this.parentPid.set(1);
		Awaitility.await().until(() -> !this.lost.isEmpty());
		this.server.close();
		Awaitility.await().during(Duration.ofMillis(100)).until(() -> this.lost.size() == 1);
		assertThat(this.lost).singleElement().asString().contains("(pid 4200) is not the parent any more");
	}

	@Test
	void primaryLostWhenClosedBeforeIsNotTold() throws Exception {
		this.agent.start();
		Awaitility.await().until(() -> !this.primary.heartbeats.isEmpty());
		this.agent.close();
		this.parentPid.set(1);
		this.server.close();
		Awaitility.await().until(() -> threads("cluster-").isEmpty());
		assertThat(this.lost).isEmpty();
	}

	private void replaceAgent(LoadSampler sampler) {
		this.agent.close();
		this.agent = agent(sampler);
	}

	private WorkerAgent agent(LoadSampler sampler) {
		return agent(Duration.ofMillis(15), sampler);
	}

	private WorkerAgent agent(Duration interval, LoadSampler sampler) {
		return new WorkerAgent(this.directory.resolve("control.sock"), this.server.issueToken(WORKER), PRIMARY,
				interval, sampler, this.lost::add, this.news::add, this.parentPid::get);
	}

	private static WorkerLoad load(int connections) {
		return new WorkerLoad(connections, 0, 2, 3, 4, 5, 6, 7, 0.5, 8);
	}

	private static List<Thread> threads(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(prefix))
			.toList();
	}

	/**
	 * Answers with a status that repeats the request's number.
	 */
	private final class Primary implements ControlServer.Handler {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private final List<WorkerLoad> heartbeats = new CopyOnWriteArrayList<>();

		private final List<Long> requests = new CopyOnWriteArrayList<>();

		private volatile boolean answering;

		@Override
		public void online(WorkerIdentity identity, long pid) {
			this.events.add("online " + pid);
		}

		@Override
		public void message(WorkerIdentity identity, Message.FromWorker message) {
			if (message instanceof Message.Heartbeat heartbeat) {
				this.heartbeats.add(heartbeat.load());
			}
			else if (message instanceof Message.StatusRequest request) {
				this.requests.add(request.request());
				if (this.answering) {
					answer(request.request());
				}
			}
			else {
				this.events.add(message.toString());
			}
		}

		@Override
		public void disconnected(WorkerIdentity identity) {
			this.events.add("disconnected");
		}

		private void answer(long request) {
			ClusterStatus status = new ClusterStatus(new PrimaryStatus(PRIMARY, Instant.EPOCH, Duration.ZERO),
					(int) request, 1, List.of(), null, List.of());
			WorkerAgentTests.this.server.send(WORKER.id(), new Message.StatusReply(request, status));
		}

	}

}
