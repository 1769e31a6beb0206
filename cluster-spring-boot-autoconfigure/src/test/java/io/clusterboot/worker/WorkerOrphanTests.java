package io.clusterboot.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.protocol.JavaProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a real worker process does not outlive its primary.
 */
@EnabledOnOs(OS.LINUX)
class WorkerOrphanTests {

	@TempDir
	private Path directory;

	@Test
	void workerWhenPrimaryIsKilledExitsByItself() throws Exception {
		Process primary = JavaProcess.builder(OrphanPrimary.class, this.directory.toString())
			.redirectError(this.directory.resolve("primary.log").toFile())
			.start();
		long worker = 0;
		try {
			worker = Long.parseLong(primary.inputReader().readLine());
			assertThat(JavaProcess.isGone(worker)).isFalse();
			primary.destroyForcibly().waitFor();
			long pid = worker;
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> JavaProcess.isGone(pid));
			assertThat(Files.readString(this.directory.resolve("worker.log"))).contains("lost: the ");
		}
		finally {
			primary.destroyForcibly().waitFor();
			ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
		}
	}

}
