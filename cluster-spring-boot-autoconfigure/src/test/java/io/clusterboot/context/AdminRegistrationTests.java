package io.clusterboot.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AdminRegistration}.
 */
class AdminRegistrationTests {

	private static final String STARTUP = "spring.boot.admin.client.instance.metadata.startup";

	private final MockEnvironment environment = new MockEnvironment();

	@TempDir
	Path directory;

	private Path channel;

	@BeforeEach
	void bind() throws IOException {
		this.channel = Files.createFile(this.directory.resolve("channel"));
		Files.setLastModifiedTime(this.channel, FileTime.from(Instant.parse("2026-11-20T10:00:00Z")));
	}

	@Test
	void addToWhenApplicationRegistersTellsWhenPrimaryWasStarted() {
		this.environment.setProperty("spring.boot.admin.client.url", "http://localhost:9000");
		assertThat(overrides(this.channel)).containsOnly(Map.entry(STARTUP, "2026-11-20T10:00:00Z"));
	}

	@Test
	void addToWhenApplicationRegistersWithSeveralTellsWhenPrimaryWasStarted() {
		this.environment.setProperty("spring.boot.admin.client.url[0]", "http://localhost:9000");
		this.environment.setProperty("spring.boot.admin.client.url[1]", "http://localhost:9001");
		assertThat(overrides(this.channel)).containsOnlyKeys(STARTUP);
	}

	@Test
	void addToWhenApplicationDoesNotRegisterAddsNothing() {
		assertThat(overrides(this.channel)).isEmpty();
	}

	@Test
	void addToWhenUserTellsAddsNothing() {
		this.environment.setProperty("spring.boot.admin.client.url", "http://localhost:9000");
		this.environment.setProperty(STARTUP, "today");
		assertThat(overrides(this.channel)).isEmpty();
	}

	@Test
	void addToWhenPrimaryIsGoneAddsNothing() {
		this.environment.setProperty("spring.boot.admin.client.url", "http://localhost:9000");
		assertThat(overrides(this.directory.resolve("none"))).isEmpty();
	}

	private Map<String, Object> overrides(Path channel) {
		Map<String, Object> overrides = new HashMap<>();
		new AdminRegistration(new EnvironmentReader(this.environment), channel).addTo(overrides);
		return overrides;
	}

}
