package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.example.hanging.HangingApplication;
import com.example.probe.FileWritingApplication;
import com.sun.tools.attach.VirtualMachine;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what assumes that an application is a single process.
 */
@Tag("once")
class SingleProcessIntegrationTests {

	private static final String ADMIN = "--spring.application.admin.enabled=true";

	private static final String ADMIN_NAME = "org.springframework.boot:type=Admin,name=SpringApplication";

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void filesWhenApplicationWritesThemAreOfPrimaryOrPerWorker() throws Exception {
		RunningCluster running = this.cluster.main(FileWritingApplication.class)
			.start(2, "--spring.pid.file=app.pid", "--logging.file.name=logs/app.log", ADMIN,
					"--server.tomcat.accesslog.enabled=true",
					"--server.tomcat.accesslog.directory=" + this.cluster.directory().resolve("access"));
		assertPidAndPort(running);
		for (long worker : running.workers()) {
			assertThat(isReady(worker)).isNull();
		}
		assertThat(isReady(running.primary().pid())).isTrue();
		running.get("/session");
		running.get("/session");
		exit(running);
		assertPidAndPort(running);
		awaitAnswers(running);
		running.primary().terminate();
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(this.cluster.directory()).isDirectoryNotContaining("glob:**/*.{pid,port}");
		assertLogs();
		assertSessionWarnings(running.primary());
	}

	private void assertPidAndPort(RunningCluster running) {
		assertThat(file("app.pid")).hasContent(Long.toString(running.primary().pid()));
		assertThat(file("application.port")).hasContent(Integer.toString(running.port()));
	}

	private Path file(String name) {
		return this.cluster.directory().resolve(name);
	}

	/**
	 * Let a worker leave through its shutdown hooks, which delete its files.
	 */
	private void exit(RunningCluster running) {
		long leaving = running.worker(0).get("pid").asLong();
		Processes.signal("TERM", leaving);
		running.awaitReplacement(0, leaving);
	}

	/**
	 * Ask until each worker has answered: the kernel spreads the connections by chance.
	 */
	private void awaitAnswers(RunningCluster running) {
		Awaitility.await()
			.atMost(TestCluster.EXIT)
			.until(() -> running.answering(10), (answering) -> answering.containsAll(running.workers()));
	}

	private void assertLogs() throws IOException {
		assertThat(file("logs/app.log")).content().contains("Primary ").doesNotContain("Tomcat started");
		for (int ordinal = 0; ordinal < 2; ordinal++) {
			assertThat(file("logs/app.worker-" + ordinal + ".log")).content()
				.contains("Tomcat started")
				.doesNotContain("Primary ");
			assertThat(accessLog(ordinal)).contains("GET /pid");
		}
		assertThat(file("access")).isDirectoryNotContaining("regex:.*/access_log\\.\\d.*");
	}

	private String accessLog(int ordinal) throws IOException {
		try (Stream<Path> files = Files.list(file("access"))) {
			return Files.readString(files
				.filter((file) -> file.getFileName().toString().startsWith("access_log.worker-" + ordinal + "."))
				.findFirst()
				.orElseThrow());
		}
	}

	private void assertSessionWarnings(Jvm primary) {
		assertThat(primary.lines()).filteredOn((line) -> line.contains("Sessions are kept in the memory"))
			.hasSizeBetween(1, 2)
			.allMatch((line) -> line.contains(" WARN ") && line.startsWith("[worker "))
			.doesNotHaveDuplicates();
	}

	@Test
	void adminWhenNobodyServesIsNotReady() throws Exception {
		Jvm primary = this.cluster.main(HangingApplication.class).run("--server.port=0", "--cluster.workers=1", ADMIN);
		primary.awaitOutput("\\[worker 0] .*Started HangingApplication", TestCluster.START);
		assertThat(isReady(primary.pid())).isFalse();
	}

	/**
	 * Ask what a build tool asks after it started an application.
	 * @return whether the application is ready, or {@code null} if there is nobody to ask
	 */
	private Boolean isReady(long pid) throws Exception {
		VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
		JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
		machine.detach();
		try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
			MBeanServerConnection server = connector.getMBeanServerConnection();
			ObjectName name = new ObjectName(ADMIN_NAME);
			return server.isRegistered(name) ? (Boolean) server.getAttribute(name, "Ready") : null;
		}
	}

	@Test
	void scriptsWhenModeIsAlwaysRunOnceForAll() {
		RunningCluster running = sample();
		assertThat(entries(running)).isOne();
		long killed = new JsonMapper().readTree(running.get("/actuator/cluster/0")).get("pid").asLong();
		Processes.signal("KILL", killed);
		running.awaitReplacement(0, killed);
		assertThat(entries(running)).isOne();
		assertThat(running.primary().output()).doesNotContain("lives in the memory");
	}

	@Test
	void databaseWhenInMemoryIsToldOnceAndInitializedInEachWorker() {
		RunningCluster running = sample("--spring.datasource.url=jdbc:h2:mem:guests");
		assertThat(running.primary().output()).containsOnlyOnce("The database lives in the memory");
		assertThat(running.primary().lines()).filteredOn((line) -> line.contains("The database lives in the memory"))
			.allMatch((line) -> line.contains(" WARN "));
		for (int i = 0; i < 20; i++) {
			assertThat(entries(running)).isOne();
		}
	}

	private RunningCluster sample(String... arguments) {
		this.cluster.file("data.sql", "insert into entry (author, text, worker) values ('script', 'ran', 0);");
		Stream<String> common = Stream.of("--server.port=0", "--cluster.workers=2",
				"--spring.sql.init.data-locations=file:data.sql");
		return RunningCluster
			.await(this.cluster.runSample(Stream.concat(common, Stream.of(arguments)).toArray(String[]::new)), 2);
	}

	private int entries(RunningCluster running) {
		return new JsonMapper().readTree(running.get("/api/entries")).size();
	}

	@Test
	void databaseWhenOneProcessCanOpenItIsRefused() {
		assertRefused(this.cluster.runSample("--server.port=0", "--cluster.workers=2",
				"--spring.datasource.url=jdbc:h2:file:" + file("db")), "only one process", ";AUTO_SERVER=TRUE");
		assertThat(this.cluster.directory()).isDirectoryNotContaining("glob:**/*.db");
	}

	@Test
	void listenerWhenItCannotShareItsPortIsRefused() {
		assertRefused(this.cluster.run("--server.port=0", "--cluster.workers=2", "--spring.rsocket.server.port=7000"),
				"RSocket server", "7000", "spring.rsocket.server.port");
	}

	private void assertRefused(Jvm jvm, String... reason) {
		assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(jvm.output()).containsOnlyOnce("APPLICATION FAILED TO START")
			.contains(reason)
			.doesNotContain("[worker", "Primary");
	}

}
