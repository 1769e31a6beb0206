package io.clusterboot.integration;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import com.example.events.EventsApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what Node's cluster module lets a program do, from a worker and from the
 * primary.
 */
@Tag("once")
class NodeApiIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	final TestCluster cluster = new TestCluster().main(EventsApplication.class);

	@Test
	void eventsWhenClusterStartsComeInOrderToPrimaryAndWorkers() {
		RunningCluster running = this.cluster.pilotFirst().start(2);
		// Each of them hears it when it comes to it.
		List.of("primary", "worker 1", "worker 2").forEach((self) -> running.awaitHeard(self + ": all ready 2"));
		String listening = "listening *:" + running.port();
		assertThat(running.heard("primary")).containsExactly("setup 3", "fork #1", "online #1", listening + " #1",
				"ready #1", "fork #2", "online #2", listening + " #2", "ready #2", "all ready 2");
		assertThat(running.heard("worker 1")).containsExactly("online #1", listening + " #1", "ready #1", "fork #2",
				"online #2", listening + " #2", "ready #2", "all ready 2");
		assertThat(running.heard("worker 2")).containsExactly("online #2", listening + " #2", "ready #2",
				"all ready 2");
		assertThat(running.primary().output()).containsOnlyOnce("PRIMARY component in " + running.primary().pid());
		assertThat(running.primary().output()).contains("this listener always fails");
	}

	@Test
	void exitWhenWorkerIsKilledFromOutsideIsHeardEverywhereOnce() {
		RunningCluster running = this.cluster.start(2);
		long victim = running.worker(0).get("pid").asLong();
		Processes.signal("KILL", victim);
		running.awaitReplacement(0, victim);
		for (String self : List.of("primary", "worker 2")) {
			running.awaitHeard(self + ": ready #3");
			assertThat(running.heard(self)).containsOnlyOnce("exit 137 SIGKILL false true #1")
				.containsOnlyOnce("disconnect #1")
				.containsSubsequence("exit 137 SIGKILL false true #1", "fork #3", "online #3", "ready #3");
		}
	}

	@Test
	void stopWhenWorkersLeaveIsHeardByThePrimaryToTheEnd() {
		RunningCluster running = this.cluster.start(2);
		running.primary().terminate();
		assertThat(running.primary().awaitExit(TestCluster.START)).isEqualTo(143);
		assertThat(running.heard("primary")).contains("event text last words from worker 1",
				"event text last words from worker 2", "exit 143 SIGTERM true true #1",
				"exit 143 SIGTERM true true #2");
	}

	@Test
	void forkAndScaleWhenAskedFromWorkerAreCarriedOut() {
		RunningCluster running = this.cluster.start(1);
		long forked = Long.parseLong(post(running, "/fork?value=by+hand"));
		assertThat(forked).isEqualTo(2);
		running.awaitHeard("primary: ready #2");
		long pid = running.worker(1).get("pid").asLong();
		assertThat(Processes.environment(pid)).contains("FORKED_WITH=by hand");
		post(running, "/scale?workers=3");
		running.primary().awaitOutput("SCALED to 3", TestCluster.START);
		assertThat(running.status().get("desiredWorkers").asInt()).isEqualTo(3);
		post(running, "/scale?workers=1");
		running.awaitHeard("primary: exit 143 SIGTERM true true #3");
		Awaitility.await().atMost(SOON).until(() -> running.workers().size() == 1);
		assertThat(running.heard("primary")).contains("exit 143 SIGTERM true true #2", "exit 143 SIGTERM true true #3");
		post(running, "/scale?workers=0");
		running.primary().awaitOutput("SCALED to .*0 workers are not possible, at least 1 is", SOON);
	}

	@Test
	void reloadWhenAskedFromWorkerIsAnsweredAndHeardByAllThatAreThere() {
		RunningCluster running = this.cluster.start(2);
		List<Long> former = running.workers();
		assertThat(post(running, "/reload")).contains("SUCCEEDED");
		for (String self : List.of("primary", "worker 3", "worker 4")) {
			running.awaitHeard(self + ": reload 1 SUCCEEDED");
		}
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(running.workers()).hasSize(2).doesNotContainAnyElementsOf(former));
	}

	@Test
	void disconnectWhenAskedLetsOneWorkerLeaveForGood() {
		RunningCluster running = this.cluster.start(2);
		post(running, "/disconnect?id=2");
		running.awaitHeard("worker 1: exit 143 SIGTERM true true #2");
		assertThat(running.status().get("workers")).hasSize(1);
		assertThat(workers(running)).hasSize(1);
		assertThat(running.status().get("desiredWorkers").asInt()).isOne();
		post(running, "/fork?value=again");
		running.awaitHeard("worker 1: ready #3");
		assertThat(running.worker(1).get("id").asLong()).isEqualTo(3);
	}

	@Test
	void killWhenAskedIsVoluntaryAndNotReplaced() {
		RunningCluster running = this.cluster.start(2);
		// Not answered where it is the victim that serves it.
		RunningCluster.async(() -> running.request("POST", "/kill?id=2&signal=KILL"));
		running.awaitHeard("primary: exit 137 SIGKILL true true #2");
		assertThat(running.heard("primary")).doesNotContain("fork #3");
		Response refused = running.request("POST", "/kill?id=1&signal=HUP");
		assertThat(refused.status()).isEqualTo(500);
		running.primary().awaitOutput("A worker is ended by one of .* not by 'HUP'", SOON);
	}

	@Test
	void disconnectAllWhenAskedEndsThePrimaryWithCodeZero() {
		RunningCluster running = this.cluster.start(2);
		post(running, "/disconnectAll");
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isZero();
		assertThat(running.workers()).isEmpty();
		assertThat(running.heard("primary")).contains("exit 143 SIGTERM true true #1", "exit 143 SIGTERM true true #2");
	}

	@Test
	void messagesWhenSentReachListenersByTypeAndAreAnswered() {
		RunningCluster running = this.cluster.start(2);
		long sender = answering(running, "/send?text=hello");
		running.awaitHeard("primary: event text hello from worker " + sender);
		sender = answering(running, "/order?name=fruit");
		running.awaitHeard("primary: method order fruit {pears=2} from worker " + sender);
		running.awaitHeard("primary: event order fruit from worker " + sender);
		running.awaitHeard("primary: method orders fruit in list");
		running.awaitHeard("primary: method bytes 3");
		sender = answering(running, "/send?to=2&text=to+you");
		running.awaitHeard("worker 2: event text to you from worker " + sender);
		sender = answering(running, "/sendToAll?text=to+others");
		running.awaitHeard("worker " + (3 - sender) + ": event text to others from worker " + sender);
		assertThat(running.heard("worker " + sender)).noneMatch((heard) -> heard.contains("to others"));
		assertAnswers(running);
	}

	private void assertAnswers(RunningCluster running) {
		assertThat(post(running, "/request?name=salad")).contains("salad taken").contains("\"plums\":3");
		assertThat(post(running, "/request?to=1&name=pie")).contains("pie taken");
		assertThat(running.request("POST", "/request?name=bad").status()).isEqualTo(500);
		running.primary().awaitOutput("The listener failed: .*no such order", SOON);
	}

	@Test
	void messagesWhenManyKeepTheirOrderAndTooLargeOnesAreRefused() {
		RunningCluster running = this.cluster.start(1, "--cluster.messages.max-size=1000B");
		IntStream.range(0, 200).forEach((i) -> post(running, "/send?text=n" + i));
		running.awaitHeard("primary: event text n199 from worker 1");
		assertThat(running.heard("primary").stream().filter((line) -> line.startsWith("event text n")))
			.containsExactlyElementsOf(
					IntStream.range(0, 200).mapToObj((i) -> "event text n" + i + " from worker 1").toList());
		assertThat(running.request("POST", "/large?size=1000").status()).isEqualTo(200);
		assertThat(running.request("POST", "/large?size=1001").status()).isEqualTo(500);
		running.primary()
			.awaitOutput("A message of 1001 bytes is larger than cluster.messages.max-size allows: 1000", SOON);
	}

	/**
	 * Ask for something and return the id of the worker that was asked.
	 */
	private long answering(RunningCluster running, String path) {
		List<String> before = running.primary().lines();
		post(running, path);
		String text = Awaitility.await()
			.atMost(SOON)
			.until(() -> running.primary()
				.lines()
				.stream()
				.skip(before.size())
				.filter((line) -> line.matches(".*HEARD.* from worker \\d+"))
				.findFirst()
				.orElse(""), (line) -> !line.isEmpty());
		return Long.parseLong(text.replaceAll(".* from worker (\\d+)", "$1"));
	}

	private JsonNode workers(RunningCluster running) {
		return json.readTree(running.get("/workers"));
	}

	private String post(RunningCluster running, String path) {
		Response response = running.request("POST", path);
		assertThat(response.status()).as(path + ": " + response.body()).isEqualTo(200);
		return response.body();
	}

}
