package io.clusterboot.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.example.probe.ProbeApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for what each worker gets of the processors, with two of them.
 */
@Tag("once")
class ProcessorIntegrationTests {

	private static final int ALL = 2;

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void eachWorkerHasAProcessorOfItsOwnWhileAllServe() {
		// Not where the processors have other numbers, or there is a quota
		assumeThat(processors(ProcessHandle.current().pid())).contains("0", "1");
		assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThanOrEqualTo(ALL);
		assumeThat(Path.of("/usr/bin/taskset")).isExecutable();
		RunningCluster running = RunningCluster.await(start(), ALL);
		List<Long> pids = List.of(pid(running, 0), pid(running, 1));
		assertThat(pids).allSatisfy((pid) -> assertThat(Processes.commandLine(pid)).contains("\0-XX:+UseParallelGC\0",
				"\0-XX:GCTimeRatio=19\0", "\0-XX:CICompilerCount=4\0", "\0-XX:Tier4InvocationThreshold=50000\0",
				"\0-XX:ActiveProcessorCount=1\0", "\0-Xms64m\0"));
		awaitProcessorEach(pids);
		Processes.signal("STOP", pids.get(1));
		awaitAllProcessors(pids.get(0));
		Processes.signal("CONT", pids.get(1));
		awaitProcessorEach(pids);
		Processes.signal("KILL", pids.get(1));
		awaitAllProcessors(pids.get(0));
		awaitProcessorEach(List.of(pids.get(0), running.awaitReplacement(1, pids.get(1))));
	}

	private static void awaitAllProcessors(long pid) {
		Awaitility.await("may run everywhere")
			.pollInterval(Duration.ofMillis(10))
			.atMost(TestCluster.START)
			.until(() -> processors(pid), (processors) -> processors.size() == ALL);
	}

	private Jvm start() {
		List<String> command = new ArrayList<>(List.of("taskset", "-c", "0,1", TestCluster.java()));
		// None of the options of other tests, which name a collector, a heap and a
		// compiler
		command.addAll(List.of("-Xmx600m", "-Dcluster.jvm.cache=off", "-cp", ClassPath.plain(),
				ProbeApplication.class.getName(), "--server.port=0", "--cluster.workers=" + ALL,
				"--management.endpoints.web.exposure.include=*"));
		return this.cluster.command(command);
	}

	private static long pid(RunningCluster running, int worker) {
		return running.worker(worker).get("pid").asLong();
	}

	private static void awaitProcessorEach(List<Long> pids) {
		Awaitility.await("a processor each")
			.atMost(TestCluster.START)
			.until(() -> pids.stream().map(ProcessorIntegrationTests::processors).toList(),
					(processors) -> processors.stream().allMatch((each) -> each.size() == 1)
							&& !processors.get(0).equals(processors.get(1)));
	}

	/**
	 * Return the processors that any thread of a process may run on.
	 * @param pid process id
	 * @return numbers of processors
	 */
	private static Set<String> processors(long pid) {
		Set<String> processors = new TreeSet<>();
		try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
			threads.forEach((thread) -> processors.addAll(allowed(thread.resolve("status"))));
			return processors;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> allowed(Path status) {
		try (Stream<String> lines = Files.lines(status)) {
			return lines.filter((line) -> line.startsWith("Cpus_allowed_list:"))
				.map((line) -> line.substring("Cpus_allowed_list:".length()).strip())
				.flatMap((list) -> Stream.of(list.replaceFirst("^0-1$|^0-[0-9]+$", "0,1").split(",")))
				.toList();
		}
		catch (IOException | UncheckedIOException ex) {
			// The thread has ended.
			return List.of();
		}
	}

}
