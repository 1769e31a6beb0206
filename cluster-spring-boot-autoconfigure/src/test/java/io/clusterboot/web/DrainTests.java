package io.clusterboot.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Drain} with fake time.
 */
class DrainTests {

	private static final Duration PERIOD = Duration.ofSeconds(2);

	private final FakeListener listener = new FakeListener();

	private long now;

	@Test
	void gracefulWhenNobodyCameInTheLastPeriodWaitsForHandshakesAlone() {
		this.listener.quietSince = -PERIOD.toNanos();
		drain(PERIOD).graceful();
		assertThat(Duration.ofNanos(this.now)).isEqualTo(Duration.ofMillis(250));
		assertThat(this.listener.calls).containsExactly("announceEnd", "closeListener", "endStreams", "closeIdle 1000",
				"closeIdle 0");
	}

	@Test
	void gracefulWhenSomebodyLeftJustBeforeAcceptsUntilItWasQuiet() {
		this.listener.quietSince = -Duration.ofSeconds(1).toNanos();
		drain(PERIOD).graceful();
		assertThat(this.listener.closedAt).isEqualTo(Duration.ofMillis(250).toNanos());
	}

	@Test
	void gracefulWhenConnectionEndsMeanwhileAcceptsUntilItWasQuiet() {
		this.listener.connections = 1;
		this.listener.events.add(() -> {
			if (this.now == Duration.ofMillis(800).toNanos()) {
				this.listener.connections = 0;
				this.listener.quietSince = this.now;
			}
		});
		drain(PERIOD).graceful();
		assertThat(this.listener.closedAt).isEqualTo(Duration.ofMillis(1050).toNanos());
	}

	@Test
	void gracefulWhenConnectionStaysAcceptsForThePeriodAndAsksAgain() {
		this.listener.connections = 1;
		drain(PERIOD).graceful();
		assertThat(this.listener.closedAt).isEqualTo(PERIOD.toNanos());
		assertThat(this.listener.calls.stream().filter("announceEnd"::equals)).hasSize(8);
	}

	@Test
	void gracefulWhenPeriodIsShorterThanQuietWaitsForThePeriodOnly() {
		this.listener.connections = 1;
		drain(Duration.ofMillis(100)).graceful();
		assertThat(this.listener.closedAt).isEqualTo(Duration.ofMillis(100).toNanos());
	}

	@Test
	void gracefulWhenPeriodIsZeroClosesAtOnce() {
		this.listener.connections = 1;
		drain(Duration.ZERO).graceful();
		assertThat(this.listener.closedAt).isZero();
	}

	@Test
	void gracefulWhenRequestsMayYetBeginWaitsForThemAtMostTenSeconds() {
		this.listener.left = new LeftConnections(1, 1);
		drain(Duration.ZERO).graceful();
		assertThat(this.now).isEqualTo(Duration.ofSeconds(10).toNanos());
		assertThat(this.listener.calls).endsWith("closeIdle 1000", "closeIdle 0");
	}

	@Test
	void gracefulWhenSomethingIsUnderWayWaitsForItAtMostThreeSeconds() {
		this.listener.left = new LeftConnections(0, 1);
		drain(PERIOD).graceful();
		assertThat(this.now).isEqualTo(Duration.ofSeconds(3).plusMillis(250).toNanos());
		assertThat(this.listener.calls.stream().filter("endStreams"::equals)).hasSize(301);
	}

	@Test
	void gracefulWhenAnnouncementTakesLongEndsThePeriodNoLater() {
		this.listener.connections = 1;
		this.listener.announcement = Duration.ofMillis(900);
		drain(PERIOD).graceful();
		assertThat(Duration.ofNanos(this.listener.closedAt)).isBetween(PERIOD, PERIOD.plusMillis(100));
	}

	@Test
	void immediateWhenConnectionsAreOpenWaitsForNothing() {
		this.listener.connections = 1;
		this.listener.left = new LeftConnections(1, 1);
		drain(PERIOD).immediate();
		assertThat(this.now).isZero();
		assertThat(this.listener.calls).containsExactly("announceEnd", "closeListener", "endStreams", "closeIdle 0");
	}

	private Drain drain(Duration period) {
		return new Drain(this.listener, period, new FakePause());
	}

	/**
	 * Lets ten milliseconds pass at a time.
	 */
	private final class FakePause implements Pause {

		@Override
		public long nanos() {
			return DrainTests.this.now;
		}

		@Override
		public long next() {
			DrainTests.this.now += Duration.ofMillis(10).toNanos();
			DrainTests.this.listener.events.forEach(Runnable::run);
			return nanos();
		}

	}

	/**
	 * Notes what is asked of it.
	 */
	private final class FakeListener implements SharedPortConnections {

		private final List<String> calls = new ArrayList<>();

		private final List<Runnable> events = new ArrayList<>();

		private int connections;

		private LeftConnections left = LeftConnections.NONE;

		private Duration announcement = Duration.ZERO;

		private long quietSince;

		private long closedAt = -1;

		@Override
		public int openConnections() {
			return this.connections;
		}

		@Override
		public long acceptedConnections() {
			return 0;
		}

		@Override
		public long quietNanos() {
			return DrainTests.this.now - this.quietSince;
		}

		@Override
		public void announceEnd() {
			this.calls.add("announceEnd");
			DrainTests.this.now += this.announcement.toNanos();
		}

		@Override
		public void closeListener() {
			this.calls.add("closeListener");
			this.closedAt = DrainTests.this.now;
		}

		@Override
		public void endStreams() {
			this.calls.add("endStreams");
		}

		@Override
		public LeftConnections closeIdle(Duration age) {
			this.calls.add("closeIdle " + age.toMillis());
			return this.left;
		}

	}

}
