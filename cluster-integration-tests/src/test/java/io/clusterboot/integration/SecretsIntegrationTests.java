package io.clusterboot.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the library repeats secrets to workers and to nobody else.
 */
class SecretsIntegrationTests {

	private static final String SECRET = "hunter2";

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void secretsWhenOnCommandLineAndInEnvironmentStayOutOfLogAndEndpoint() throws IOException {
		this.cluster.environment("SPRING_MAIL_PASSWORD", "hunter2environment")
			.environment("JAVA_TOOL_OPTIONS", "-Dharmless=1")
			.jvm("-Dmy.secret=hunter2option", "-Xlog:gc:file=gc.log");
		RunningCluster running = this.cluster.start(2, "--spring.datasource.password=hunter2secret",
				"--cluster.jvm.args=-Dmy.other=hunter2args", "--cluster.env.API_KEY=hunter2env",
				"--logging.level.io.clusterboot=TRACE");
		assertThat(running.get("/property?name=my.secret&name=my.other&name=API_KEY&name=spring.mail.password"))
			.contains("hunter2option", "hunter2args", "hunter2env", "hunter2environment");
		long killed = running.worker(0).get("pid").asLong();
		String token = token(killed);
		Processes.signal("KILL", killed);
		long replacement = running.awaitReplacement(0, killed);
		for (String path : new String[] { "/actuator/cluster", "/actuator/cluster/0", "/actuator/cluster/1",
				"/actuator/health" }) {
			assertThat(running.get(path)).doesNotContain(SECRET, token, token(replacement));
		}
		assertThat(running.primary().output()).contains("DEBUG").doesNotContain(SECRET, token, token(replacement));
	}

	private String token(long pid) throws IOException {
		String environment = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
		return environment.lines()
			.flatMap((line) -> java.util.Arrays.stream(line.split("\0")))
			.filter((variable) -> variable.startsWith("CLUSTER_WORKER_TOKEN="))
			.map((variable) -> variable.substring(variable.indexOf('=') + 1))
			.filter((token) -> token.length() >= 16)
			.findFirst()
			.orElseThrow();
	}

	@Test
	void secretsWhenInUrlOfRefusedDatabaseAreMasked() {
		Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=2",
				"--spring.datasource.url=jdbc:h2:file:./db;USER=sa;PASSWORD=hunter2url");
		assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(jvm.output()).contains("PASSWORD=******").doesNotContain(SECRET);
	}

}
