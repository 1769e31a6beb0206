package io.clusterboot.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clusterboot.WorkerExit;
import io.clusterboot.process.Launches.Launch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExitForensics}.
 */
@EnabledOnOs(OS.LINUX)
class ExitForensicsTests {

	private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.5Z");

	@TempDir
	private Path folder;

	private final Launches launches = new Launches();

	@AfterEach
	void end() {
		this.launches.close();
	}

	@Test
	void exitWhenKilledTellsSignal() throws Exception {
		Launch launch = this.launches.shell("kill -9 $$");
		assertExit(launch.awaitExit(), 137, "SIGKILL", "killed by SIGKILL");
	}

	@Test
	void exitWhenByCodeTellsCode() throws Exception {
		assertExit(this.launches.shell("exit 3").awaitExit(), 3, null, "exited with code 3");
		assertExit(this.launches.shell("exit 0").awaitExit(), 0, null, "exited with code 0");
	}

	@Test
	void exitWhenByCodeOfASignalReadsAsSignal() throws Exception {
		assertExit(this.launches.shell("exit 137").awaitExit(), 137, "SIGKILL", "killed by SIGKILL");
	}

	@Test
	void exitWhenHaltedTellsCode() throws Exception {
		assertExit(this.launches.probe(this.folder, "halt").awaitExit(), 7, null, "exited with code 7");
	}

	@Test
	void exitWhenOutOfMemoryTellsWhichMemory() throws Exception {
		Launch launch = this.launches.probe(this.folder, "fill", "-Xmx16m", "-XX:+ExitOnOutOfMemoryError");
		WorkerExit exit = launch.awaitExit();
		assertExit(exit, 3, null, "out of memory: Java heap space");
		assertThat(exit.outOfMemory()).isTrue();
	}

	@Test
	void exitWhenCrashedNamesErrorFile() throws Exception {
		Launch launch = this.launches.probe(this.folder, "fill", "-Xmx16m", "-XX:+CrashOnOutOfMemoryError");
		WorkerExit exit = launch.awaitExit();
		Path file = this.folder.resolve("hs_err_pid" + launch.process().pid() + ".log");
		assertThat(file).exists();
		assertThat(exit.code()).isNotZero();
		assertThat(exit.reason()).isEqualTo("out of memory: Java heap space; JVM crashed, see " + file);
	}

	@Test
	void exitWhenJvmGetsSegmentationFaultNamesErrorFile() throws Exception {
		Launch launch = this.launches.probe(this.folder, "wait");
		Awaitility.await().until(() -> this.launches.out().contains("waiting"));
		new ProcessBuilder("/bin/kill", "-SEGV", Long.toString(launch.process().pid())).start().waitFor();
		Path file = this.folder.resolve("hs_err_pid" + launch.process().pid() + ".log");
		assertThat(launch.awaitExit().reason()).isEqualTo("JVM crashed, see " + file);
	}

	@ParameterizedTest
	@CsvSource({ "129, SIGHUP", "130, SIGINT", "131, SIGQUIT", "132, SIGILL", "133, SIGTRAP", "134, SIGABRT",
			"135, SIGBUS", "136, SIGFPE", "137, SIGKILL", "138, SIGUSR1", "139, SIGSEGV", "140, SIGUSR2",
			"141, SIGPIPE", "142, SIGALRM", "143, SIGTERM", "159, SIGSYS", "128,", "160,", "255,", "1," })
	void nameOfSignal(int code, String name) {
		assertThat(Signals.name(code)).isEqualTo(name);
	}

	@Test
	void reasonWhenKernelCountedAKillIsOomKiller() throws Exception {
		ExitForensics forensics = forensics();
		ExitForensics.Case first = forensics.open();
		ExitForensics.Case second = forensics.open();
		countKills(1);
		first.exited(137);
		second.exited(137);
		assertExit(first.conclude(1, tail("")), 137, "SIGKILL", "killed by the kernel's OOM killer");
		assertExit(second.conclude(2, tail("")), 137, "SIGKILL", "killed by SIGKILL");
		assertThat(first.conclude(1, tail("")).outOfMemory()).isTrue();
		assertThat(second.conclude(2, tail("")).outOfMemory()).isFalse();
		assertThat(first.conclude(1, tail("")).time()).isEqualTo(NOW);
	}

	@Test
	void reasonWhenKernelKilledBeforeTheForkIsNotOomKiller() throws Exception {
		ExitForensics forensics = forensics();
		countKills(4);
		ExitForensics.Case examination = forensics.open();
		examination.exited(137);
		assertThat(examination.conclude(1, tail("")).reason()).isEqualTo("killed by SIGKILL");
	}

	@Test
	void reasonWhenKernelKilledAnotherProcessIsExitCode() throws Exception {
		ExitForensics.Case examination = forensics().open();
		countKills(1);
		examination.exited(143);
		assertThat(examination.conclude(1, tail("")).reason()).isEqualTo("killed by SIGTERM");
	}

	@Test
	void reasonWhenErrorFileLiesInWorkingDirectoryNamesIt() throws Exception {
		Path file = Files.createFile(this.folder.resolve("hs_err_pid42.log"));
		Files.setLastModifiedTime(file, FileTime.from(NOW));
		assertThat(reason(1, 42, "")).isEqualTo("JVM crashed, see " + file);
		assertThat(reason(1, 43, "")).isEqualTo("exited with code 1");
		assertThat(reason(0, 42, "")).isEqualTo("exited with code 0");
	}

	@Test
	void reasonWhenErrorFileIsOlderThanTheWorkerIsExitCode() throws Exception {
		Path file = Files.createFile(this.folder.resolve("hs_err_pid42.log"));
		Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(5)));
		assertThat(reason(1, 42, "")).isEqualTo("exited with code 1");
	}

	@Test
	void reasonWhenApplicationQuotesTheJvmIsExitCode() throws Exception {
		String quote = "ERROR Terminating due to java.lang.OutOfMemoryError: Java heap space\n";
		assertThat(reason(3, 1, quote)).isEqualTo("exited with code 3");
		assertThat(reason(3, 1, quote.substring(6))).isEqualTo("out of memory: Java heap space");
	}

	private String reason(int code, long pid, String output) throws Exception {
		ExitForensics.Case examination = forensics().open();
		examination.exited(code);
		return examination.conclude(pid, tail(output)).reason();
	}

	private ExitForensics forensics() throws Exception {
		countKills(0);
		return new ExitForensics(Clock.fixed(NOW, ZoneOffset.UTC),
				new OomKills(Optional.of(this.folder.resolve("memory.events"))), this.folder);
	}

	private void countKills(int kills) throws Exception {
		Files.writeString(this.folder.resolve("memory.events"),
				"low 0\nhigh 0\nmax 3\noom 2\noom_kill " + kills + "\noom_group_kill 0\n");
	}

	private static OutputTail tail(String text) {
		OutputTail tail = new OutputTail();
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		tail.append(bytes, bytes.length);
		return tail;
	}

	private static void assertExit(WorkerExit exit, int code, String signal, String reason) {
		assertThat(exit.code()).isEqualTo(code);
		assertThat(exit.signal()).isEqualTo(signal);
		assertThat(exit.reason()).isEqualTo(reason);
	}

}
