package io.clusterboot.supervisor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerExit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SupervisorLoop}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SupervisorLoopTests {

	private final SupervisorSettings settings = TestSettings.workers(1).build();

	private final FakeLauncher launcher = new FakeLauncher();

	private final Mailbox mailbox = new Mailbox();

	private final Clock clock = new MonotonicClock(Instant.EPOCH, System::nanoTime);

	private final WorkerPool pool = new WorkerPool(this.settings,
			new Forker(this.launcher, Clock.systemUTC(), this::exited), SupervisorListener.NO_OP, () -> 0L,
			new FakeSteering(), GenerationSource.NONE);

	private final SupervisorLoop loop = new SupervisorLoop(this.pool, this.mailbox, this.clock, this.settings.tick());

	@AfterEach
	void close() {
		this.mailbox.close();
	}

	@Test
	void runWhenATaskThrowsRunsTheNext(CapturedOutput output) {
		CompletableFuture<String> thread = new CompletableFuture<>();
		this.mailbox.post((pool, now) -> {
			throw new AssertionError("broken");
		});
		this.mailbox.post((pool, now) -> thread.complete(Thread.currentThread().getName()));
		this.loop.start();
		assertThat(thread).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("cluster-supervisor");
		assertThat(output).contains("A step of the supervisor failed");
	}

	@Test
	void runWhenNothingIsPostedLooksAroundEachTick() {
		this.pool.start();
		this.loop.start();
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> this.launcher.processes().size() == 1);
	}

	@Test
	void runWhenRestartIsDueDoesNotWaitForTheTick() {
		this.pool.start();
		new SupervisorLoop(this.pool, this.mailbox, this.clock, Duration.ofMinutes(5)).start();
		this.mailbox.post((pool, now) -> pool.reconcile(now));
		Awaitility.await().until(() -> this.launcher.processes().size() == 1);
		this.mailbox.post((pool, now) -> pool.reports().ready(1, now));
		this.launcher.last().die();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.launcher.processes().size() == 2);
	}

	@Test
	void runWhenClosedAbandonsWhatIsLeft() throws InterruptedException {
		CountDownLatch before = new CountDownLatch(1);
		CountDownLatch after = new CountDownLatch(1);
		this.mailbox.post(new Abandoned(before));
		this.mailbox.close();
		this.loop.start();
		assertThat(before.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(this.pool.stopped()).failsWithin(Duration.ofSeconds(5));
		this.mailbox.post(new Abandoned(after));
		assertThat(after.getCount()).isZero();
	}

	private void exited(long id, WorkerExit exit) {
		this.mailbox.post((pool, now) -> pool.workerExited(id, exit, now));
	}

	private record Abandoned(CountDownLatch abandoned) implements PoolTask {

		@Override
		public void run(WorkerPool pool, Instant now) {
			throw new IllegalStateException("Must not run");
		}

		@Override
		public void abandon() {
			this.abandoned.countDown();
		}

	}

}
