package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.process.Launches.Launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link JvmWorkerLauncher}.
 */
@EnabledOnOs(OS.LINUX)
class JvmWorkerLauncherTests {

	@TempDir
	private Path folder;

	private Launches launches = new Launches();

	@AfterEach
	void end() {
		this.launches.close();
		assertThat(this.launches.launcher().pids()).isEmpty();
	}

	@Test
	void launchReplacesEnvironmentAndInput() throws Exception {
		this.launches.shell("env | grep -vE '^(PWD|_|SHLVL|OLDPWD)='; cat; echo done >&2").awaitExit();
		assertThat(this.launches.out()).isEqualTo("[worker 0] GREETING=hello\n");
		assertThat(this.launches.err()).isEqualTo("[worker 0] done\n");
	}

	@Test
	void launchWhenProgramIsMissingThrows() {
		assertThatIOException().isThrownBy(() -> this.launches.start("/no/such/program", "--password=secret"))
			.withMessageContaining("/no/such/program")
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("secret"));
		assertThat(this.launches.launcher().pids()).isEmpty();
	}

	@Test
	void launchWhenDirectoryIsGivenStartsThere() throws Exception {
		this.launches.in(this.folder).shell("pwd -P").awaitExit();
		assertThat(this.launches.out()).isEqualTo("[worker 0] " + this.folder.toRealPath() + "\n");
	}

	@Test
	void launchWhenDirectoryIsMissingThrows() {
		assertThatIOException().isThrownBy(() -> this.launches.in(this.folder.resolve("missing")).shell("exit 0"))
			.withMessageContaining("missing");
	}

	@Test
	void launchWhenSilentDropsTheOutputButKnowsTheLastLines() throws Exception {
		Launch launch = this.launches.silent().shell("echo one; echo two >&2; seq 1 100000; exit 3");
		assertThat(launch.awaitExit().code()).isEqualTo(3);
		assertThat(this.launches.out()).isEmpty();
		assertThat(this.launches.err()).isEmpty();
		assertThat(this.launches.launcher().lastLines(1, 1)).containsExactly("100000");
	}

	@Test
	void exitIsToldOnceAfterAllOutput() throws Exception {
		Launch launch = this.launches.shell("seq 1 100000; printf end; exit 3");
		assertThat(launch.awaitExit().code()).isEqualTo(3);
		assertThat(this.launches.out().lines()).hasSize(100_001).last().isEqualTo("[worker 0] end");
		Awaitility.await().until(() -> threadsOf("cluster-").isEmpty());
		assertThat(launch.exits()).hasSize(1);
	}

	@Test
	void pidsHoldsWorkersThatRun() throws Exception {
		Launch first = this.launches.shell("exec sleep 60");
		Launch second = this.launches.shell("exec sleep 60");
		assertThat(this.launches.launcher().pids()).containsExactlyInAnyOrder(first.process().pid(),
				second.process().pid());
		first.process().kill();
		first.awaitExit();
		assertThat(this.launches.launcher().pids()).containsExactly(second.process().pid());
	}

	@Test
	void lastLinesGivesOutputOfAFailedStart() throws Exception {
		this.launches.shell("echo one; echo two >&2; echo three; exit 1").awaitExit();
		assertThat(this.launches.launcher().lastLines(1, 5)).containsExactlyInAnyOrder("one", "two", "three");
		assertThat(this.launches.launcher().lastLines(1, 1)).hasSize(1);
		assertThat(this.launches.launcher().lastLines(99, 5)).isEmpty();
	}

	@Test
	void terminateRelaysWhatTheWorkerPrintsWhileItLeaves() throws Exception {
		Launch launch = this.launches.probe(this.folder, "wait");
		Awaitility.await().until(() -> this.launches.out().contains("waiting"));
		launch.process().terminate();
		assertThat(launch.awaitExit().code()).isEqualTo(143);
		assertThat(this.launches.out()).endsWith("[worker 0] last words\n");
	}

	@Test
	void dumpThreadsPrintsThreadsOfTheWorker() throws Exception {
		Launch launch = this.launches.probe(this.folder, "wait");
		Awaitility.await().until(() -> this.launches.out().contains("waiting"));
		launch.process().dumpThreads();
		Awaitility.await().until(() -> this.launches.out().contains("[worker 0] Full thread dump"));
		assertThat(launch.exited()).isFalse();
	}

	@Test
	void dumpThreadsWhenNoNativeCallsUsesKillCommand() throws Exception {
		this.launches = new Launches(new QuitSignal(Optional::empty), Duration.ofMinutes(1));
		Launch launch = this.launches.shell("trap 'echo quit; exit 4' QUIT; echo up; while :; do sleep 0.05; done");
		Awaitility.await().until(() -> this.launches.out().contains("up"));
		launch.process().dumpThreads();
		assertThat(launch.awaitExit().code()).isEqualTo(4);
		assertThat(this.launches.out()).endsWith("[worker 0] quit\n");
	}

	@Test
	void signalsWhenWorkerHasExitedAreNotSent() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		this.launches = new Launches(new QuitSignal(() -> {
			asked.incrementAndGet();
			return Optional.empty();
		}), Duration.ofMinutes(1));
		Launch launch = this.launches.shell("exit 0");
		launch.awaitExit();
		launch.process().terminate();
		launch.process().kill();
		launch.process().dumpThreads();
		Awaitility.await().until(() -> threadsOf("cluster-").isEmpty());
		assertThat(asked).hasValue(0);
		assertThat(launch.exits()).hasSize(1);
	}

	@Test
	void exitWhenGrandchildHoldsThePipeIsToldAllTheSame() throws Exception {
		this.launches = new Launches(new QuitSignal(), Duration.ofMillis(300));
		Launch launch = this.launches.shell("sleep 60 & echo $!; sleep 0.3; exit 5");
		assertThat(launch.awaitExit().code()).isEqualTo(5);
		String pid = this.launches.out().strip().replace("[worker 0] ", "");
		ProcessHandle grandchild = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
		assertThat(grandchild.isAlive()).isTrue();
		assertThat(threadsOf("cluster-output-")).isNotEmpty();
		grandchild.destroyForcibly();
		Awaitility.await().until(() -> threadsOf("cluster-").isEmpty());
		assertThat(launch.exits()).hasSize(1);
	}

	@Test
	void exitLeavesNoThreadAndNoDescriptor() throws Exception {
		this.launches.shell("exit 0").awaitExit();
		Awaitility.await().until(() -> threadsOf("cluster-").isEmpty());
		Set<String> before = pipes();
		for (int i = 0; i < 20; i++) {
			this.launches.shell("echo out; echo err >&2; exit " + i).awaitExit();
		}
		Awaitility.await().until(() -> threadsOf("cluster-").isEmpty());
		Awaitility.await().untilAsserted(() -> assertThat(pipes()).isEqualTo(before));
	}

	@Test
	void threadsAreNamedAndDaemons() throws Exception {
		this.launches.shell("exec sleep 60");
		assertThat(threadsOf("cluster-").stream().map(Thread::getName))
			.containsExactlyInAnyOrder("cluster-output-0-out", "cluster-output-0-err", "cluster-exit-0");
		assertThat(threadsOf("cluster-")).allMatch(Thread::isDaemon);
	}

	@Test
	void explainWhenSpawnHelperFailedNamesTheJdk() {
		IOException failure = new IOException("error=0, Failed to exec spawn helper: pid: 7, exit value: 127");
		assertThat(SpawnHelperFailure.explain(failure)).hasMessageContaining("JDK was probably replaced")
			.hasCause(failure);
		IOException other = new IOException("error=2, No such file or directory");
		assertThat(SpawnHelperFailure.explain(other)).isSameAs(other);
	}

	private static List<Thread> threadsOf(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(prefix))
			.toList();
	}

	private static Set<String> pipes() throws IOException {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			return descriptors.map(JvmWorkerLauncherTests::target)
				.filter((target) -> target.startsWith("pipe:"))
				.collect(Collectors.toSet());
		}
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
