package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.example.hanging.SlowApplication;
import com.example.hanging.UnhookedApplication;
import com.sun.tools.attach.VirtualMachine;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the rarer ways in which a cluster ends.
 */
class WaysOutIntegrationTests {

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void termWhenApplicationWantsNoShutdownHookStopsTheWorkersFirst() throws Exception {
		Path tmp = temporaryFolder();
		RunningCluster running = RunningCluster
			.await(this.cluster.main(UnhookedApplication.class).run("--server.port=0", "--cluster.workers=1"), 1);
		running.primary().terminate();
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(running.workers()).isEmpty();
		assertThat(running.primary().output()).contains("exited with SIGTERM").doesNotContain("The primary is gone");
		assertThat(controlDirectories(tmp)).isEmpty();
	}

	@Test
	void shutdownWhenAskedThroughTheAdminBeanEndsWithZero() throws Exception {
		Path tmp = temporaryFolder();
		RunningCluster running = this.cluster.start(1, "--spring.application.admin.enabled=true");
		VirtualMachine machine = VirtualMachine.attach(Long.toString(running.primary().pid()));
		String address = machine.startLocalManagementAgent();
		machine.detach();
		try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
			MBeanServerConnection server = connector.getMBeanServerConnection();
			ObjectName admin = new ObjectName("org.springframework.boot:type=Admin,name=SpringApplication");
			assertThat(server.getAttribute(admin, "Ready")).isEqualTo(true);
			server.invoke(admin, "shutdown", null, null);
		}
		catch (IOException ex) {
			// The primary may be gone before the answer comes.
		}
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isZero();
		assertThat(running.workers()).isEmpty();
		assertThat(controlDirectories(tmp)).isEmpty();
	}

	@Test
	void killWhenWorkerIsInsideItsRefreshLeavesNoOrphanForLong() {
		Jvm primary = this.cluster.main(SlowApplication.class).run("--server.port=0", "--cluster.workers=1");
		primary.awaitOutput("SLOW bean", TestCluster.START);
		List<Long> workers = Processes.workersOf(primary.pid());
		assertThat(workers).hasSize(1);
		primary.kill();
		Awaitility.await().atMost(Limit.ofSeconds(4)).until(() -> workers.stream().noneMatch(Processes::isAlive));
	}

	private Path temporaryFolder() throws Exception {
		Path tmp = Files.createDirectory(this.cluster.directory().resolve("tmp"));
		this.cluster.jvm("-Djava.io.tmpdir=" + tmp);
		return tmp;
	}

	private List<Path> controlDirectories(Path tmp) throws Exception {
		try (Stream<Path> files = Files.list(tmp)) {
			return files.filter((file) -> file.getFileName().toString().startsWith("cluster-")).toList();
		}
	}

}
