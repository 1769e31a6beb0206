package io.clusterboot.context;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceWatchdog}.
 */
class ServiceWatchdogTests {

	private static final long PID = 4200;

	@Test
	void timeoutWhenMeantForThisProcessOrForAnyIsGiven() {
		assertThat(ServiceWatchdog.timeout(Map.of("WATCHDOG_USEC", "1500000"), PID)).contains(Duration.ofMillis(1500));
		assertThat(ServiceWatchdog.timeout(Map.of("WATCHDOG_USEC", "1500000", "WATCHDOG_PID", "4200"), PID))
			.contains(Duration.ofMillis(1500));
	}

	@Test
	void timeoutWhenMeantForAnotherProcessIsNone() {
		assertThat(ServiceWatchdog.timeout(Map.of("WATCHDOG_USEC", "1500000", "WATCHDOG_PID", "42"), PID)).isEmpty();
		assertThat(ServiceWatchdog.timeout(Map.of(), PID)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "-1", "1s", "1234567890123456789" })
	void timeoutWhenItIsNoTimeIsNone(String micros) {
		assertThat(ServiceWatchdog.timeout(Map.of("WATCHDOG_USEC", micros), PID)).isEmpty();
	}

}
