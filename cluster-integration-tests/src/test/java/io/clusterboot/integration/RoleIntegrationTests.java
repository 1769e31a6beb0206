package io.clusterboot.integration;

import java.net.URI;

import com.example.batch.BatchApplication;
import com.example.setups.ContainerApplication;
import com.example.setups.HierarchyApplication;
import com.example.setups.TwoRunsApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the role that a JVM plays.
 */
@Tag("once")
class RoleIntegrationTests {

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void runWhenWorkersSetForksAndSharesThePortAndNeverReturnsInThePrimary() {
		RunningCluster running = this.cluster.start(2);
		assertThat(running.answering(60)).hasSize(2).containsExactlyInAnyOrderElementsOf(running.workers());
		assertThat(running.answering(10)).doesNotContain(running.primary().pid());
		running.primary().awaitOutput("(?s)main returned.*main returned", TestCluster.START);
		running.primary().terminate();
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(running.primary().output()).doesNotContain("main returned in " + running.primary().pid());
	}

	@Test
	void runWhenWorkersNotSetIsSingle() {
		Jvm jvm = this.cluster.run("--server.port=0");
		jvm.awaitOutput("main returned in " + jvm.pid(), TestCluster.START);
		assertThat(Processes.workersOf(jvm.pid())).isEmpty();
		assertThat(jvm.output()).doesNotContain("Not clustered", "Primary", "[worker");
	}

	@Test
	void runWhenDisabledIsSingleAndSaysWhy() {
		Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=2", "--cluster.enabled=false");
		jvm.awaitOutput("main returned in " + jvm.pid(), TestCluster.START);
		assertThat(jvm.output()).contains("Not clustered: cluster.enabled is false");
	}

	@Test
	void runWhenBatchRunsOnce() {
		Jvm jvm = this.cluster.main(BatchApplication.class).run("--cluster.workers=2");
		assertThat(jvm.awaitExit(TestCluster.EXIT)).isZero();
		assertThat(jvm.output()).containsOnlyOnce("PROBE job ran").contains("job ran in " + jvm.pid());
	}

	@Test
	void runWhenContextExitsOnRefreshIsSingle() {
		Jvm jvm = this.cluster.jvm("-Dspring.context.exit=onRefresh").run("--server.port=0", "--cluster.workers=2");
		assertThat(jvm.awaitExit(TestCluster.START)).isZero();
		assertThat(jvm.output()).doesNotContain("Primary");
	}

	@Test
	void runWhenPropertyComesFromImportedFileAndProfileClusters() {
		this.cluster.file("application-many.yml", "spring.config.import: file:./more.properties\n")
			.file("more.properties", "cluster.workers=2\n");
		Jvm jvm = this.cluster.run("--server.port=0", "--spring.profiles.active=many");
		RunningCluster running = RunningCluster.await(jvm, 2);
		assertThat(running.workers()).hasSize(2);
	}

	@Test
	void runWhenPropertyComesFromEnvironmentVariableClusters() {
		this.cluster.environment("CLUSTER_WORKERS", "1");
		RunningCluster running = RunningCluster.await(this.cluster.run("--server.port=0"), 1);
		assertThat(running.workers()).hasSize(1);
	}

	@Test
	void runWhenContextsFormHierarchyIsSingleAndSaysWhy() {
		Jvm jvm = this.cluster.main(HierarchyApplication.class).run("--server.port=0", "--cluster.workers=2");
		jvm.awaitOutput("main returned in " + jvm.pid(), TestCluster.START);
		assertThat(jvm.output()).containsPattern("WARN .*Not clustered: one of several contexts built as a hierarchy")
			.doesNotContain("Primary " + jvm.pid());
		assertThat(Processes.workersOf(jvm.pid())).isEmpty();
	}

	@Test
	void runWhenToolRunsFirstClustersTheWebApplication() {
		RunningCluster running = this.cluster.main(TwoRunsApplication.class).start(2);
		assertThat(running.answering(60)).hasSize(2).containsExactlyInAnyOrderElementsOf(running.workers());
		assertThat(running.primary().output()).contains("Not clustered: not a web application",
				"PROBE tool ran in " + running.primary().pid());
		assertThat(running.status().get("readyWorkers").asInt()).isEqualTo(2);
	}

	@Test
	void runWhenDevToolsRestartsIsSingleAndSaysWhy() {
		Jvm jvm = this.cluster.classPath(ClassPath.withDevTools()).run("--server.port=0", "--cluster.workers=2");
		jvm.awaitOutput("main returned in " + jvm.pid(), TestCluster.START);
		assertThat(jvm.output())
			.containsPattern("INFO .*restartedMain.*Not clustered: DevTools restarts the application");
		assertThat(Processes.workersOf(jvm.pid())).isEmpty();
	}

	@Test
	void runWhenDeployedAsWarIsSingleAndSaysWhy() {
		this.cluster.environment("CLUSTER_WORKERS", "2");
		Jvm jvm = this.cluster.main(ContainerApplication.class).run();
		String port = jvm.awaitOutput("PROBE container on port (\\d+)", TestCluster.START).group(1);
		assertThat(jvm.output()).containsPattern("INFO .*Not clustered: deployed as a WAR in a servlet container");
		assertThat(Response.of("GET", URI.create("http://127.0.0.1:" + port + "/pid")).body())
			.isEqualTo(Long.toString(jvm.pid()));
		assertThat(Processes.workersOf(jvm.pid())).isEmpty();
	}

	@Test
	void runWhenValueIsWrongSaysWhatIsAllowed() {
		Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=many");
		assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(jvm.output()).contains("APPLICATION FAILED TO START", "cluster.workers", "many", "auto");
	}

}
