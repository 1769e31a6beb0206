package io.clusterboot.context;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How often the service manager wants a sign of life.
 */
final class ServiceWatchdog {

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

	private ServiceWatchdog() {
	}

	/**
	 * Return how long the service manager waits for a sign of life.
	 * @param environment environment of this process
	 * @param pid process id of this process
	 * @return the time, nothing if it does not wait for this process
	 */
	static Optional<Duration> timeout(Map<String, String> environment, long pid) {
		String wanted = environment.get("WATCHDOG_PID");
		if (wanted != null && !wanted.equals(Long.toString(pid))) {
			return Optional.empty();
		}
		return Optional.ofNullable(environment.get("WATCHDOG_USEC"))
			.filter((micros) -> NUMBER.matcher(micros).matches())
			.map((micros) -> Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
			.filter((timeout) -> !timeout.isZero());
	}

}
