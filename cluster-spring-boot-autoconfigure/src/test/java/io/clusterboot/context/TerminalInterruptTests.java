package io.clusterboot.context;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.supervisor.ForkRequest;
import io.clusterboot.supervisor.WorkerLauncher;
import io.clusterboot.supervisor.WorkerProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TerminalInterrupt}.
 */
class TerminalInterruptTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final AtomicReference<Consumer<WorkerExit>> process = new AtomicReference<>();

	private final WorkerLauncher launcher = (request, onExit) -> {
		this.process.set(onExit);
		return new NoProcess();
	};

	private final CompletableFuture<WorkerExit> told = new CompletableFuture<>();

	@Test
	void exitWhenInterruptedIsToldOnceThePrimaryHeardToo() throws IOException {
		TerminalInterrupt interrupt = launch(LONG);
		Thread exit = new Thread(() -> exit(130, "SIGINT"), "exit");
		exit.start();
		Awaitility.await().until(() -> exit.getState() == Thread.State.TIMED_WAITING);
		assertThat(this.told).isNotDone();
		interrupt.heard();
		assertThat(this.told).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void exitWhenPrimaryHeardBeforeIsToldAtOnce() throws IOException {
		launch(LONG).heard();
		exit(130, "SIGINT");
		assertThat(this.told).isDone();
	}

	@Test
	void exitWhenOfAnotherKindIsToldAtOnce() throws IOException {
		launch(LONG);
		exit(137, "SIGKILL");
		assertThat(this.told).isDone();
	}

	@Test
	void exitWhenByCodeIsToldAtOnce() throws IOException {
		launch(LONG);
		exit(3, null);
		assertThat(this.told).isDone();
	}

	@Test
	void exitWhenWorkerAloneWasInterruptedIsToldInTheEnd() throws IOException {
		launch(Duration.ofMillis(1));
		exit(130, "SIGINT");
		assertThat(this.told).isDone();
	}

	private TerminalInterrupt launch(Duration patience) throws IOException {
		TerminalInterrupt interrupt = new TerminalInterrupt(patience);
		interrupt.waiting(this.launcher)
			.launch(new ForkRequest(new WorkerIdentity(1, 0, 1), 1, Map.of()), this.told::complete);
		return interrupt;
	}

	private void exit(int code, @Nullable String signal) {
		this.process.get().accept(new WorkerExit(code, signal, "", Instant.EPOCH));
	}

	/**
	 * Nobody asks it for anything here.
	 */
	private static final class NoProcess implements WorkerProcess {

		@Override
		public long pid() {
			return 1;
		}

		@Override
		public void terminate() {
		}

		@Override
		public void kill() {
		}

		@Override
		public void dumpThreads() {
		}

	}

}
