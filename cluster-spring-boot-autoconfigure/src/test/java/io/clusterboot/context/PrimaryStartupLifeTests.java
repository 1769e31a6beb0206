package io.clusterboot.context;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.mock.env.MockEnvironment;

import io.clusterboot.web.UnshareableListenerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the beginning and the end of a {@link PrimaryStartup}.
 */
class PrimaryStartupLifeTests {

	private final List<Integer> exitCodes = new CopyOnWriteArrayList<>();

	private @Nullable PrimaryStartup startup;

	@AfterEach
	void release() {
		if (this.startup != null) {
			this.startup.failed();
		}
	}

	@Test
	void environmentPreparedWhenPortIsTakenFailsAndLeavesTheApplicationAlone() throws IOException {
		try (ServerSocket other = new ServerSocket(0)) {
			MockEnvironment environment = environment("server.port", String.valueOf(other.getLocalPort()));
			assertThatExceptionOfType(PortInUseException.class).isThrownBy(() -> prepare(environment));
			assertThat(environment.getPropertySources().contains("clusterPrimary")).isFalse();
		}
	}

	@Test
	void environmentPreparedWhenAnotherListenerIsConfiguredFailsBeforeItTakesThePort() {
		MockEnvironment environment = environment("spring.rsocket.server.port", "7000");
		assertThatExceptionOfType(UnshareableListenerException.class).isThrownBy(() -> prepare(environment))
			.withMessageContaining("spring.rsocket.server.port=7000");
		assertThat(environment.getPropertySources().contains("clusterPrimary")).isFalse();
	}

	@Test
	void failedReleasesThePort() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		MockEnvironment environment = environment("server.port", String.valueOf(port));
		PrimaryStartup first = prepare(environment);
		assertThatExceptionOfType(PortInUseException.class).isThrownBy(() -> prepare(environment));
		first.failed();
		assertThat(prepare(environment)).isNotNull();
	}

	@Test
	void readyNeverReturns() {
		PrimaryStartup startup = prepare(environment("server.port", "0"));
		Thread thread = new Thread(() -> startup.ready(new GenericApplicationContext()), "ready");
		thread.setDaemon(true);
		thread.start();
		awaitWaiting(thread);
		thread.interrupt();
		awaitWaiting(thread);
		assertThat(this.exitCodes).isEmpty();
	}

	@Test
	void readyWhenWorkersWereStoppedExitsWithZero() {
		PrimaryStartup startup = prepare(environment("server.port", "0"));
		startup.failed();
		startup.ready(new GenericApplicationContext());
		assertThat(this.exitCodes).containsExactly(0);
	}

	private void awaitWaiting(Thread thread) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> thread.getState() == Thread.State.WAITING && !thread.isInterrupted());
	}

	private PrimaryStartup prepare(ConfigurableEnvironment environment) {
		PrimaryStartup startup = new PrimaryStartup(new SpringApplication(getClass()), List.of(), environment,
				new WorkerCount(2, null), this.exitCodes::add, (primary) -> {
				});
		startup.environmentPrepared();
		this.startup = startup;
		return startup;
	}

	private static MockEnvironment environment(String key, String value) {
		return new MockEnvironment().withProperty("server.port", "0").withProperty(key, value);
	}

}
