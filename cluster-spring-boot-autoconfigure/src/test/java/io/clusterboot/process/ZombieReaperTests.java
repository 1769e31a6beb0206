package io.clusterboot.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.sun.jna.Native;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.supervisor.WorkerProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZombieReaper}.
 */
@EnabledOnOs(OS.LINUX)
class ZombieReaperTests {

	@TempDir
	private Path folder;

	private final Set<Long> own = new HashSet<>();

	private final List<Integer> reaped = new CopyOnWriteArrayList<>();

	@Test
	void scanReapsWhatStaysAZombie() throws Exception {
		ZombieReaper reaper = reaper(1);
		process(50, "sh", "Z", 1, 700);
		process(51, "a) Z 1 (b", "S", 1, 700);
		process(52, "other's", "Z", 7, 700);
		assertThat(reaper.scan()).isTrue();
		assertThat(this.reaped).isEmpty();
		assertThat(reaper.scan()).isTrue();
		assertThat(this.reaped).containsExactly(50);
	}

	@Test
	void scanWhenPidIsUsedAnewWaitsAgain() throws Exception {
		ZombieReaper reaper = reaper(1);
		process(50, "sh", "Z", 1, 700);
		reaper.scan();
		process(50, "sh", "Z", 1, 900);
		reaper.scan();
		assertThat(this.reaped).isEmpty();
		reaper.scan();
		assertThat(this.reaped).containsExactly(50);
	}

	@Test
	void scanWhenWorkerIsAZombieLeavesItAlone() throws Exception {
		ZombieReaper reaper = reaper(1);
		process(50, "java", "Z", 1, 700);
		this.own.add(50L);
		reaper.scan();
		reaper.scan();
		reaper.scan();
		assertThat(this.reaped).isEmpty();
	}

	@Test
	void scanWhenNoNativeCallsAsksForNoMore() throws Exception {
		ZombieReaper reaper = new ZombieReaper(1, new Zombies(this.folder), Optional::empty, () -> this.own,
				Duration.ofMillis(1));
		assertThat(reaper.scan()).isTrue();
		process(50, "sh", "Z", 1, 700);
		assertThat(reaper.scan()).isTrue();
		assertThat(reaper.scan()).isFalse();
	}

	@Test
	void scanWhenProcessesCannotBeListedGoesOn() {
		ZombieReaper reaper = new ZombieReaper(1, new Zombies(this.folder.resolve("none")), Optional::empty,
				() -> this.own, Duration.ofMillis(1));
		assertThat(reaper.scan()).isTrue();
	}

	@Test
	void startWhenNotFirstProcessStartsNoThread() {
		reaper(2).start();
		assertThat(isRunning()).isFalse();
	}

	@Test
	void startWhenFirstProcessScansUntilStopped() throws Exception {
		ZombieReaper reaper = reaper(1);
		process(50, "sh", "Z", 1, 700);
		reaper.start();
		Awaitility.await().until(() -> this.reaped.contains(50));
		reaper.stop();
		Awaitility.await().until(() -> !isRunning());
	}

	@Test
	void reapWhenFirstProcessOfARealNamespaceLeavesExitCodesRight() throws Exception {
		assertThat(runAsFirstProcess()).contains("zombie seen", "zombie reaped", "exit codes right", "done");
	}

	@Test
	void reapWhenJnaCannotLoadWarnsOnceAndExitCodesStayRight() throws Exception {
		List<String> output = runAsFirstProcess("-Djna.nosys=true", "-Djna.tmpdir=/proc/self/none",
				"-Djava.io.tmpdir=/proc/self/none");
		assertThat(output).contains("zombie seen", "zombie stays", "exit codes right", "done");
		assertThat(output.stream().filter((line) -> line.contains("No native calls"))).hasSize(1);
	}

	private List<String> runAsFirstProcess(String... options) throws Exception {
		List<String> command = new ArrayList<>(
				List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child", Launches.JAVA));
		command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp",
				Classpath.of(ZombieReaperProbe.class, ZombieReaper.class, WorkerProcess.class, Native.class,
						LogFactory.class, NullMarked.class, Awaitility.class, Matcher.class),
				ZombieReaperProbe.class.getName()));
		Assumptions.assumeTrue(canUnshare(), "Needs the right to create a PID namespace");
		File output = this.folder.resolve("output").toFile();
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
		try {
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		return Files.readAllLines(output.toPath(), StandardCharsets.UTF_8);
	}

	private static boolean canUnshare() throws InterruptedException {
		try {
			return new ProcessBuilder("unshare", "--pid", "--fork", "--mount-proc", "true").start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private ZombieReaper reaper(long pid) {
		return new ZombieReaper(pid, new Zombies(this.folder), () -> Optional.of(new RecordingCalls()), () -> this.own,
				Duration.ofMillis(10));
	}

	private void process(int pid, String name, String state, int reaper, long startTime) throws IOException {
		Path file = this.folder.resolve(Integer.toString(pid)).resolve("stat");
		Files.createDirectories(file.getParent());
		Files.writeString(file, pid + " (" + name + ") " + state + " " + reaper
				+ " 50 50 0 -1 4228100 88 0 0 0 0 0 0 0 20 0 1 0 " + startTime + " 0 0 18446744073709551615\n");
	}

	private static boolean isRunning() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals("cluster-reaper"));
	}

	/**
	 * Notes what is reaped.
	 */
	private final class RecordingCalls extends BoundThreads {

		@Override
		public int reap(int pid) {
			ZombieReaperTests.this.reaped.add(pid);
			return pid;
		}

	}

}
