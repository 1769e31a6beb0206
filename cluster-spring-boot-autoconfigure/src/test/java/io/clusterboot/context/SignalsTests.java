package io.clusterboot.context;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Signals}, with one that does nothing where nobody handles it.
 */
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(OutputCaptureExtension.class)
class SignalsTests {

	private static final String HARMLESS = "WINCH";

	@Test
	void handleRunsActionEachTime() throws Exception {
		AtomicInteger received = new AtomicInteger();
		Signals.handle(HARMLESS, received::incrementAndGet);
		for (int count = 1; count <= 2; count++) {
			send(HARMLESS);
			await(received, count);
		}
	}

	@Test
	void ignoreRunsNoAction() throws Exception {
		AtomicInteger before = new AtomicInteger();
		AtomicInteger after = new AtomicInteger();
		Signals.handle(HARMLESS, before::incrementAndGet);
		Signals.ignore(HARMLESS);
		send(HARMLESS);
		Signals.handle(HARMLESS, after::incrementAndGet);
		send(HARMLESS);
		await(after, 1);
		assertThat(before).hasValue(0);
	}

	@Test
	void handleWhenPlatformHasNoSuchSignalLeavesIt(CapturedOutput output) {
		Signals.handle("NOSUCH", () -> {
		});
		Signals.ignore("NOSUCH");
		assertThat(output).contains("SIGNOSUCH is left to the JVM: Unknown signal: NOSUCH");
	}

	private void await(AtomicInteger received, int count) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> received.get() == count);
	}

	private void send(String signal) throws IOException, InterruptedException {
		String pid = Long.toString(ProcessHandle.current().pid());
		assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
	}

}
