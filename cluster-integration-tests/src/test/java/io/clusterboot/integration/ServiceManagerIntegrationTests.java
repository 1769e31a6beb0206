package io.clusterboot.integration;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a service manager such as systemd is told.
 */
@Tag("once")
class ServiceManagerIntegrationTests {

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void serviceManagerIsToldOfReadinessReloadAndStop() throws Exception {
		try (NotifyReceiver manager = new NotifyReceiver(this.cluster.directory().resolve("notify"))) {
			Jvm primary = run();
			int ready = manager.await(0, (message) -> message.startsWith("READY=1\n"));
			assertThat(primary.output()).containsPattern("Worker 0 \\(id 1, pid \\d+\\) ready in");
			assertThat(manager.messages().get(0)).startsWith("EXTEND_TIMEOUT_USEC=");
			assertThat(manager.messages().get(ready)).contains("\nMAINPID=" + primary.pid() + "\n");
			RunningCluster running = RunningCluster.await(primary, 2);
			int all = manager.await(ready, (message) -> message.contains("STATUS=2 of 2 workers ready, generation 1"));
			assertWorkersDoNotSpeak(running);
			int alive = manager.await(all, ServiceManagerIntegrationTests::isAlive);
			assertReload(running, manager, manager.await(alive + 1, ServiceManagerIntegrationTests::isAlive));
			primary.terminate();
			assertThat(primary.awaitExit(TestCluster.EXIT)).isEqualTo(143);
			int stopping = manager.await(0, (message) -> message.startsWith("STOPPING=1\nEXTEND_TIMEOUT_USEC="));
			assertThat(manager.messages().subList(stopping + 1, manager.messages().size()))
				.allMatch("WATCHDOG=1"::equals);
			assertThat(running.workers()).isEmpty();
		}
	}

	private Jvm run() {
		this.cluster.environment("NOTIFY_SOCKET", this.cluster.directory().resolve("notify").toString())
			.environment("WATCHDOG_USEC", "500000");
		return this.cluster.run("--server.port=0", "--cluster.workers=2",
				"--management.endpoints.web.exposure.include=*");
	}

	private static boolean isAlive(String message) {
		return message.startsWith("WATCHDOG=1");
	}

	private void assertWorkersDoNotSpeak(RunningCluster running) {
		assertThat(running.workers()).hasSize(2)
			.allSatisfy((worker) -> assertThat(Processes.environment(worker))
				.noneMatch((variable) -> variable.startsWith("NOTIFY_SOCKET") || variable.startsWith("WATCHDOG")));
		assertThat(Processes.environment(running.primary().pid())).contains("WATCHDOG_USEC=500000");
	}

	private void assertReload(RunningCluster running, NotifyReceiver manager, int from) {
		List<Long> former = running.workers();
		Processes.signal("HUP", running.primary().pid());
		int begin = manager.await(from, (message) -> message.startsWith("RELOADING=1\n"));
		assertThat(manager.messages().get(begin)).containsPattern("\nMONOTONIC_USEC=\\d+$");
		int end = manager.await(begin, (message) -> message.startsWith("READY=1\n"));
		assertThat(manager.messages().get(end)).endsWith("STATUS=Reload 1 has succeeded");
		assertThat(running.workers()).hasSize(2).doesNotContainAnyElementsOf(former);
	}

}
