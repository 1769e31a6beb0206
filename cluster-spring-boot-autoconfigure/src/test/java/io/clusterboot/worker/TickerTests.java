package io.clusterboot.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.clusterboot.protocol.BrokenLogging;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Ticker}.
 */
class TickerTests {

	@Test
	void startTicksAtOnce() {
		AtomicInteger ticks = new AtomicInteger();
		try (Ticker ticker = ticker(Duration.ofHours(1), ticks::incrementAndGet)) {
			ticker.start();
			Awaitility.await().until(() -> ticks.get() == 1);
		}
	}

	@Test
	void startTicksNoFasterThanTheRate() {
		List<Long> times = new CopyOnWriteArrayList<>();
		long start = System.nanoTime();
		try (Ticker ticker = ticker(Duration.ofMillis(50), () -> times.add(System.nanoTime()))) {
			ticker.start();
			Awaitility.await().until(() -> times.size() >= 5);
		}
		assertThat(Duration.ofNanos(times.get(4) - start)).isGreaterThan(Duration.ofMillis(195));
	}

	@Test
	void tickWhenTaskFailsGoesOn() {
		AtomicInteger ticks = new AtomicInteger();
		try (Ticker ticker = ticker(Duration.ofMillis(5), () -> {
			ticks.incrementAndGet();
			throw new StackOverflowError("expected");
		})) {
			ticker.start();
			Awaitility.await().until(() -> ticks.get() > 3);
		}
	}

	@Test
	void tickWhenNotEvenLoggingTheFailureWorksGoesOn() {
		AtomicInteger ticks = new AtomicInteger();
		try (BrokenLogging logging = new BrokenLogging(); Ticker ticker = ticker(Duration.ofMillis(5), () -> {
			ticks.incrementAndGet();
			throw new StackOverflowError("expected");
		})) {
			ticker.start();
			Awaitility.await().until(() -> ticks.get() > 3);
			assertThat(logging.attempts()).isOne();
		}
	}

	@Test
	void tickWhenThreadIsInterruptedGoesOn() {
		AtomicInteger ticks = new AtomicInteger();
		try (Ticker ticker = ticker(Duration.ofMillis(5), () -> {
			ticks.incrementAndGet();
			Thread.currentThread().interrupt();
		})) {
			ticker.start();
			Awaitility.await().until(() -> ticks.get() > 3);
		}
	}

	@Test
	void tickWhenTaskIsSlowDoesNotMakeUpForWhatWasMissed() {
		AtomicInteger ticks = new AtomicInteger();
		try (Ticker ticker = ticker(Duration.ofMillis(50), () -> {
			if (ticks.incrementAndGet() == 1) {
				Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
			}
		})) {
			ticker.start();
			Awaitility.await().until(() -> ticks.get() >= 2);
			assertThat(ticks.get()).isLessThan(6);
		}
	}

	@Test
	void closeWhenWaitingEndsTheThread() {
		AtomicInteger ticks = new AtomicInteger();
		try (Ticker ticker = ticker(Duration.ofHours(1), ticks::incrementAndGet)) {
			ticker.start();
			Awaitility.await().until(() -> ticks.get() == 1);
		}
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.doesNotContain("test-ticker"));
	}

	private static Ticker ticker(Duration interval, Runnable task) {
		return new Ticker("test-ticker", Thread.NORM_PRIORITY, interval, task);
	}

}
