package io.clusterboot.worker;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.clusterboot.protocol.JavaProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LastResortExit}.
 */
class LastResortExitTests {

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@Test
	void beginWhenCalledExitsOnItsOwnThreadOnce() {
		LastResortExit exit = exit(new PrintStream(this.err));
		exit.begin(70, Duration.ofHours(1), "the primary is gone");
		exit.begin(71, Duration.ofHours(1), "again");
		Awaitility.await().until(() -> !this.calls.isEmpty());
		Awaitility.await()
			.during(Duration.ofMillis(50))
			.untilAsserted(() -> assertThat(this.calls).containsExactly("exit 70 cluster-exit"));
	}

	@Test
	void beginWhenExitTakesTooLongHaltsWithALine() {
		exit(new PrintStream(this.err)).begin(70, Duration.ofMillis(50), "the primary is gone");
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(this.calls).containsExactly("exit 70 cluster-exit", "halt 70 cluster-halt"));
		assertThat(this.err.toString()).isEqualToIgnoringNewLines(
				"Worker halted: the primary is gone, and it had not exited 50 ms after its exit began");
	}

	@Test
	void beginWhenNobodyReadsTheLineHaltsNevertheless() {
		CountDownLatch unread = new CountDownLatch(1);
		PrintStream full = new PrintStream(new OutputStream() {

			@Override
			public void write(int character) {
				try {
					unread.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		}, true);
		exit(full).begin(70, Duration.ofMillis(10), "the primary is gone");
		Awaitility.await()
			.atMost(Duration.ofSeconds(3))
			.untilAsserted(() -> assertThat(this.calls).contains("halt 70 cluster-halt"));
		unread.countDown();
	}

	@Test
	void beginWhenHooksOfARealJvmNeverEndHaltsIt() throws Exception {
		Process process = JavaProcess.builder(StubbornApplication.class).start();
		try {
			assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(70);
			assertThat(process.inputReader().readLine()).isEqualTo("hook runs");
			assertThat(process.errorReader().readLine()).startsWith("Worker halted: the primary is gone");
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private LastResortExit exit(PrintStream stream) {
		return new LastResortExit((code) -> note("exit " + code), (code) -> note("halt " + code), stream);
	}

	private void note(String call) {
		this.calls.add(call + " " + Thread.currentThread().getName());
	}

}
