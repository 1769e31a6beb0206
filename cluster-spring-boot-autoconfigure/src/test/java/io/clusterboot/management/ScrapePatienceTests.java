package io.clusterboot.management;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerStatus;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScrapePatience}, with the defaults of the properties.
 */
class ScrapePatienceTests {

	private static final Duration BRIEF = Duration.ofSeconds(3);

	private static final Duration AMPLE = Duration.ofSeconds(6);

	private static final WorkerStatus HEARD = TestCluster.heard(0, Duration.ofSeconds(2));

	private static final WorkerStatus SILENT = TestCluster.heard(1, Duration.ofMillis(2001));

	private static final WorkerStatus NEVER_HEARD = TestCluster.heard(2, null);

	private final ScrapePatience patience = new ScrapePatience(Duration.ofSeconds(2), Duration.ofSeconds(2));

	@Test
	void silenceIsLongestBeforeTheFirstHeartbeat() {
		assertThat(ScrapePatience.silence(HEARD)).isEqualTo(Duration.ofSeconds(2));
		assertThat(ScrapePatience.silence(NEVER_HEARD)).isGreaterThan(Duration.ofDays(365));
	}

	@Test
	void firstWhenAnotherIsReadyIsBrief() {
		assertThat(this.patience.first(List.of(HEARD, SILENT))).isEqualTo(BRIEF);
		assertThat(this.patience.first(List.of(SILENT, NEVER_HEARD))).isEqualTo(BRIEF);
	}

	@Test
	void firstWhenAloneIsAmple() {
		assertThat(this.patience.first(List.of(HEARD))).isEqualTo(AMPLE);
		assertThat(this.patience.first(List.of(SILENT))).isEqualTo(AMPLE);
		assertThat(this.patience.first(List.of(NEVER_HEARD))).isEqualTo(AMPLE);
	}

	@Test
	void secondWhenHeardIsAmple() {
		assertThat(this.patience.second(HEARD, Duration.ZERO)).isEqualTo(AMPLE);
		assertThat(this.patience.second(HEARD, BRIEF)).isEqualTo(AMPLE);
	}

	@Test
	void secondWhenSilentIsBrief() {
		assertThat(this.patience.second(SILENT, BRIEF)).isEqualTo(BRIEF);
		assertThat(this.patience.second(NEVER_HEARD, AMPLE)).isEqualTo(BRIEF);
	}

	@Test
	void secondWhenTheFirstTookLongIsWhatIsLeft() {
		assertThat(this.patience.second(HEARD, AMPLE)).isEqualTo(BRIEF);
		assertThat(this.patience.second(SILENT, Duration.ofSeconds(8))).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void longestIsLessThanPrometheusWaits() {
		assertThat(this.patience.longest()).isEqualTo(Duration.ofSeconds(9));
	}

}
