package io.clusterboot.integration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import com.example.probe.ProbeApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that is processed ahead of time although it is to run as a
 * cluster, and then run as one.
 */
class AotIntegrationTests {

	private static final String PROCESSOR = "org.springframework.boot.SpringApplicationAotProcessor";

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void processWhenWorkersSetGeneratesTheApplicationWhichClusters() {
		Path sources = this.cluster.directory().resolve("sources");
		Path classes = this.cluster.directory().resolve("classes");
		Jvm processor = this.cluster
			.command(List.of(TestCluster.java(), "-cp", ClassPath.plain(), PROCESSOR, ProbeApplication.class.getName(),
					sources.toString(), classes.toString(), classes.toString(), "com.example", "probe",
					"--cluster.workers=2", "--server.port=0", "--management.endpoints.web.exposure.include=*"));
		assertThat(processor.awaitExit(TestCluster.START)).as(processor.output()).isZero();
		assertThat(processor.output()).contains("Not clustered: running ahead-of-time processing");
		List<Path> generated = javaFiles(sources);
		assertThat(text(generated)).contains("probeController").doesNotContain("PrimaryLifecycle");
		compile(generated, classes);
		this.cluster.jvm("-Dspring.aot.enabled=true").classPath(classes + File.pathSeparator + ClassPath.plain());
		RunningCluster running = this.cluster.start(2);
		assertThat(running.primary().output()).contains("[worker 0]", "Starting AOT-processed ProbeApplication");
		assertThat(running.answering(60)).hasSize(2).containsExactlyInAnyOrderElementsOf(running.workers());
		assertThat(running.status().get("readyWorkers").asInt()).isEqualTo(2);
		assertThat(running.request("GET", "/actuator/metrics/cluster.workers").status()).isEqualTo(200);
	}

	private List<Path> javaFiles(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String text(List<Path> files) {
		return files.stream().map((file) -> {
			try {
				return Files.readString(file);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}).collect(Collectors.joining());
	}

	private void compile(List<Path> sources, Path target) {
		List<String> arguments = new ArrayList<>(
				List.of("-nowarn", "-parameters", "-proc:none", "-cp", ClassPath.plain(), "-d", target.toString()));
		sources.forEach((source) -> arguments.add(source.toString()));
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

}
