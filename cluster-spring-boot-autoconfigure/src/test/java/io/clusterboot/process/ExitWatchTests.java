package io.clusterboot.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerExit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExitWatch}.
 */
class ExitWatchTests {

	@Test
	void runWhenTheEndCannotBeExaminedTellsTheExitAllTheSame() throws Exception {
		Process process = new ProcessBuilder("/bin/sh", "-c", "exit 7").start();
		AtomicReference<WorkerExit> told = new AtomicReference<>();
		new ExitWatch(process, new RelayedOutput(new OutputTail(), List.of()), new ExitForensics().open(),
				Duration.ofSeconds(1), () -> {
					throw new IllegalStateException("planted");
				}, told::set)
			.run();
		assertThat(told.get().code()).isEqualTo(7);
		assertThat(told.get().signal()).isNull();
	}

}
