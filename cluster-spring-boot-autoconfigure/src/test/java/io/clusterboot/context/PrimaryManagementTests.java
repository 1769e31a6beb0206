package io.clusterboot.context;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

import io.clusterboot.management.ManagementPortException;
import io.clusterboot.management.ManagementUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PrimaryManagement}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PrimaryManagementTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final Probe probe = new Probe();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void serverListensBeforeTheWorkersStartAndUntilTheyHaveStopped(CapturedOutput output) throws IOException {
		int port = freePort();
		refresh(port);
		assertThat(output).contains("Management server of the primary listens on 127.0.0.1:" + port);
		this.context.close();
		assertThat(this.probe.heard).isEqualTo("start: listens, stop: listens");
		assertThat(listens(port)).isFalse();
	}

	@Test
	void startWhenPortIsTakenFailsBeforeTheWorkersStart() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatExceptionOfType(ApplicationContextException.class).isThrownBy(() -> refresh(other.getLocalPort()))
				.withRootCauseInstanceOf(java.net.BindException.class)
				.havingCause()
				.isInstanceOf(ManagementPortException.class);
		}
		assertThat(this.probe.heard).isEmpty();
	}

	@Test
	void startWhenThereIsNoJsonLibraryFails() {
		this.context
			.setClassLoader(new FilteredClassLoader("tools.jackson", "com.google.gson", "com.fasterxml.jackson"));
		assertThatExceptionOfType(ApplicationContextException.class).isThrownBy(() -> refresh(0))
			.havingCause()
			.isInstanceOf(ManagementUnavailableException.class)
			.withMessageContaining("JSON");
	}

	private void refresh(int port) {
		TestPropertyValues.of(Map.of("cluster.management.port", String.valueOf(port))).applyTo(this.context);
		this.probe.port = port;
		this.context.registerBean(Probe.class, () -> this.probe);
		PrimaryManagement.registerIn(this.context, new PrimaryOperations(() -> null, (change) -> {
		}), () -> null);
		this.context.refresh();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static boolean listens(int port) {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Stands for what starts and stops the workers.
	 */
	private static final class Probe implements SmartLifecycle {

		private int port;

		private String heard = "";

		private boolean running;

		@Override
		public void start() {
			this.heard = "start: " + state();
			this.running = true;
		}

		@Override
		public void stop() {
			this.heard += ", stop: " + state();
			this.running = false;
		}

		private String state() {
			return listens(this.port) ? "listens" : "silent";
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
