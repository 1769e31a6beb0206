package io.clusterboot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * Times and durations as ISO-8601 text. Text looks the same whatever mapper writes it:
 * Jackson 2 or 3, for the web or JMX, the actuator's own or the application's.
 */
final class IsoText {

	private IsoText() {
	}

	static String of(Instant instant) {
		return instant.toString();
	}

	static String of(Duration duration) {
		return duration.truncatedTo(ChronoUnit.MILLIS).toString();
	}

	static @Nullable String ofNullable(@Nullable Instant instant) {
		return (instant != null) ? of(instant) : null;
	}

	static @Nullable String ofNullable(@Nullable Duration duration) {
		return (duration != null) ? of(duration) : null;
	}

}
