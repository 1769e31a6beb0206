package io.clusterboot.context;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.socket.ListenerOrigin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerSettings}.
 */
class WorkerSettingsTests {

	private final WorkerSettings settings = settings(Duration.ofMillis(1500), Duration.ofDays(365));

	@Test
	void readsWhatThePrimaryWrote() {
		assertThat(read(properties(this.settings))).isEqualTo(this.settings);
	}

	@Test
	void optionsWhenShorterThanTheirUnitStayPositive() {
		WorkerSettings read = read(properties(settings(Duration.ofNanos(1), Duration.ofNanos(1))));
		assertThat(read.heartbeatInterval()).isEqualTo(Duration.ofMillis(1));
		assertThat(read.shutdownTimeout()).isEqualTo(Duration.ofMillis(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "primary", "count", "ports", "heartbeat-interval", "shutdown-timeout" })
	void ofWhenPartIsMissingFails(String part) {
		Map<String, String> properties = properties(this.settings);
		properties.remove("cluster.worker." + part);
		assertThatExceptionOfType(WorkerMarkerException.class).isThrownBy(() -> read(properties))
			.withMessageContaining("'cluster.worker." + part + "' is missing");
	}

	@ParameterizedTest
	@CsvSource({ "primary, -1", "count, two", "primary, x", "heartbeat-interval, 1s", "listener, thin air",
			"shutdown-timeout, 9999999999999999999" })
	void ofWhenPartMakesNoSenseFails(String part, String value) {
		Map<String, String> properties = properties(this.settings);
		properties.put("cluster.worker." + part, value);
		assertThatExceptionOfType(WorkerMarkerException.class).isThrownBy(() -> read(properties))
			.withMessageContaining("'" + value + "'");
	}

	private static WorkerSettings settings(Duration heartbeat, Duration shutdown) {
		return new WorkerSettings(new WorkerIdentity(7, 2, 3), Path.of("/run/a b/channel.sock"), 4200, 4,
				"server.port=8080,management.server.port=8081", ListenerOrigin.SHARED, heartbeat, shutdown);
	}

	private static Map<String, String> properties(WorkerSettings settings) {
		Map<String, String> properties = new HashMap<>();
		for (String option : settings.options()) {
			assertThat(option).startsWith("-D");
			String[] pair = option.substring(2).split("=", 2);
			properties.put(pair[0], pair[1]);
		}
		return properties;
	}

	private static WorkerSettings read(Map<String, String> properties) {
		return WorkerSettings.of(new WorkerMarker(properties::get).read(), properties::get);
	}

}
