package io.clusterboot.integration;

import java.util.List;

import com.example.reactive.ReactiveApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for workers whose server is not Tomcat.
 */
@Tag("once")
class OtherServersIntegrationTests {

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void workersWhenServerIsJettyAreReplacedUnderLoad() {
		this.cluster.classPath(ClassPath.withJetty());
		assertReplacedUnderLoad();
	}

	@Test
	void workersWhenServerIsNettyAreReplacedUnderLoad() {
		this.cluster.classPath(ClassPath.withNetty()).main(ReactiveApplication.class);
		assertReplacedUnderLoad();
	}

	@Test
	void startWhenSelectorsOfJettyAcceptIsRefusedOnce() {
		Jvm jvm = this.cluster.classPath(ClassPath.withJetty())
			.run("--server.port=0", "--cluster.workers=2", "--server.jetty.threads.acceptors=0");
		assertThat(jvm.awaitExit(TestCluster.START)).isOne();
		assertThat(jvm.output()).containsOnlyOnce("APPLICATION FAILED TO START")
			.contains("Remove server.jetty.threads.acceptors, or set it to 1.")
			.doesNotContain("[worker 1]");
	}

	private void assertReplacedUnderLoad() {
		RunningCluster running = this.cluster.start(2, "--cluster.steering=auto", "--cluster.warmup.paths=/pid");
		List<Long> former = running.workers();
		assertThat(running.answering(40)).containsExactlyInAnyOrderElementsOf(former);
		try (Traffic traffic = Traffic.on(running, 4, "/pid")) {
			Processes.signal("HUP", running.primary().pid());
			running.primary().awaitOutput("Reload 1 finished: 2 workers replaced", TestCluster.START);
			traffic.assertNothingWasLost();
		}
		assertThat(running.workers()).doesNotContainAnyElementsOf(former);
		long victim = running.worker(0).get("pid").asLong();
		Processes.signal("KILL", victim);
		running.awaitReplacement(0, victim);
		assertThat(running.answering(40)).containsExactlyInAnyOrderElementsOf(running.workers());
		Awaitility.await()
			.atMost(TestCluster.START)
			.until(() -> running.worker(0).get("requests").get("total").asLong() > 0);
		Processes.signal("TERM", running.primary().pid());
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
	}

}
