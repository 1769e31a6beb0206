package io.clusterboot.metrics;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterStatus;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CachedStatus}.
 */
class CachedStatusTests {

	private final ClusterStatus first = TestCluster.status(1);

	private final FakeStatusSource source = new FakeStatusSource(this.first);

	// Any start will do, one that overflows soon included
	private long now = Long.MAX_VALUE - Duration.ofMillis(200).toNanos();

	private final CachedStatus cached = new CachedStatus(this.source, () -> this.now, Duration.ofMillis(500));

	@Test
	void getWithinTimeToLiveAsksOnce() {
		assertThat(this.cached.get()).isSameAs(this.first);
		this.source.answer(TestCluster.status(2));
		pass(499);
		assertThat(this.cached.get()).isSameAs(this.first);
		assertThat(this.source.asked()).isEqualTo(1);
	}

	@Test
	void getAfterTimeToLiveAsksAgain() {
		this.cached.get();
		ClusterStatus second = TestCluster.status(2);
		this.source.answer(second);
		pass(500);
		assertThat(this.cached.get()).isSameAs(second);
	}

	@Test
	void getWhenSilentIsNullAndRemembered() {
		this.source.fallSilent();
		assertThat(this.cached.get()).isNull();
		pass(499);
		assertThat(this.cached.get()).isNull();
		assertThat(this.source.asked()).isEqualTo(1);
	}

	@Test
	void getWhenAskingTakesLongRemembersFromItsEnd() {
		CachedStatus slow = new CachedStatus(() -> {
			pass(2000);
			return this.source.status();
		}, () -> this.now, Duration.ofMillis(500));
		slow.get();
		pass(499);
		slow.get();
		assertThat(this.source.asked()).isEqualTo(1);
	}

	@Test
	void getWhenSpokenAgainAnswers() {
		this.source.fallSilent();
		this.cached.get();
		this.source.answer(this.first);
		pass(500);
		assertThat(this.cached.get()).isSameAs(this.first);
	}

	@Test
	void getAfterExpireAsksAgainUnlessThePrimaryWasSilent() {
		this.cached.get();
		this.cached.expire();
		this.cached.get();
		assertThat(this.source.asked()).isEqualTo(2);
		this.source.fallSilent();
		this.cached.expire();
		this.cached.get();
		this.cached.expire();
		assertThat(this.cached.get()).isNull();
		assertThat(this.source.asked()).isEqualTo(3);
	}

	private void pass(long millis) {
		this.now += Duration.ofMillis(millis).toNanos();
	}

}
