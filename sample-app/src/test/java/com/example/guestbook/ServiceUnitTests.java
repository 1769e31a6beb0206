package com.example.guestbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the unit of systemd: what it says fits the cluster.
 */
class ServiceUnitTests {

	private static final Duration KILL_MARGIN = Duration.ofSeconds(5);

	private final Map<String, String> unit = new TreeMap<>();

	ServiceUnitTests() throws IOException {
		Files.readAllLines(Path.of("systemd/guestbook.service"))
			.stream()
			.filter((line) -> line.contains("=") && !line.startsWith("#"))
			.map((line) -> line.split("=", 2))
			.forEach((assignment) -> this.unit.put(assignment[0], assignment[1]));
	}

	@Test
	void thePrimaryAloneSpeaksAndIsStopped() {
		assertThat(this.unit).containsEntry("Type", "notify")
			.containsEntry("NotifyAccess", "main")
			.containsEntry("KillMode", "mixed")
			.containsEntry("ExecReload", "/bin/kill -HUP $MAINPID")
			.containsEntry("OOMPolicy", "continue")
			.containsEntry("SuccessExitStatus", "130 143");
	}

	@Test
	void timesAreLongerThanWhatTheyAreFor() {
		ConfigurableEnvironment defaults = new StandardEnvironment();
		Timings timings = Timings.of(defaults, Map.of());
		assertThat(seconds("TimeoutStopSec")).isGreaterThan(timings.shutdown().plus(KILL_MARGIN));
		assertThat(seconds("TimeoutStartSec")).isGreaterThan(timings.startup());
		assertThat(seconds("WatchdogSec")).isGreaterThan(Duration.ofSeconds(10));
	}

	private Duration seconds(String name) {
		return Duration.ofSeconds(Long.parseLong(this.unit.get(name)));
	}

}
