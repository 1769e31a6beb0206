package io.clusterboot.web;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Drain} of an embedded server, whose time passes as told.
 */
abstract class DrainContract {

	private final SteppedPause time = new SteppedPause();

	private final Acts acts = new Acts();

	private final TestServer server = start(this.acts, new ListenerDrain(Duration.ofSeconds(2), this.time));

	private final int port = this.server.port();

	/**
	 * Start a server that speaks HTTP/1.1 and HTTP/2 without TLS.
	 * @param acts what it does
	 * @param drain drains the server
	 * @return the server
	 */
	abstract TestServer start(Acts acts, ListenerDrain drain);

	@AfterEach
	void close() {
		this.time.free();
		this.acts.released.countDown();
		this.server.close();
	}

	@Test
	void drainWhenConnectionsComeMeanwhileAnswersThemAndAsksThemToLeave() throws Exception {
		try (PlainClient idle = kept(); PlainClient before = new PlainClient(this.port)) {
			CompletableFuture<Void> stop = stop();
			this.time.awaitAsked();
			assertLast(before, "/text");
			for (int i = 0; i < 20; i++) {
				try (PlainClient client = new PlainClient(this.port)) {
					assertLast(client, "/text");
				}
			}
			try (PlainClient client = new PlainClient(this.port)) {
				assertLast(client, "/empty");
			}
			assertThat(stop).isNotDone();
			assertThat(idle.isOpen()).isTrue();
		}
	}

	@Test
	void drainWhenIdleConnectionIsKeptAliveClosesItAtTheEnd() throws Exception {
		try (PlainClient idle = kept()) {
			CompletableFuture<Void> stop = stop();
			this.time.pass(Duration.ofMillis(1990));
			new PlainClient(this.port).close();
			assertThat(idle.isOpen()).isTrue();
			this.time.free();
			assertThat(idle.readAll()).isEmpty();
			stop.join();
			assertRefused();
		}
	}

	@Test
	void drainWhenKeptAliveConnectionIsUsedAgainAnswersAndClosesIt() throws Exception {
		try (PlainClient idle = kept()) {
			stop();
			this.time.awaitAsked();
			assertLast(idle, "/text");
		}
	}

	@Test
	void drainWhenRequestBeganBeforeItsResponseIsTheLast() throws Exception {
		try (PlainClient client = new PlainClient(this.port)) {
			client.send("/slow");
			this.acts.arrived.await();
			CompletableFuture<Void> stop = stop();
			this.time.free();
			stop.join();
			CompletableFuture<Void> graceful = CompletableFuture.runAsync(this::shutDown);
			this.acts.released.countDown();
			assertThat(client.readAll()).startsWith("HTTP/1.1 200")
				.containsIgnoringCase("Connection: close")
				.endsWith("late");
			graceful.join();
		}
	}

	@Test
	void drainWhenUploadIsOnItsWayReceivesAllOfIt() throws Exception {
		byte[] part = new byte[1024];
		try (PlainClient client = new PlainClient(this.port)) {
			client.sendRaw("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048576\r\n\r\n");
			client.sendRaw(part);
			this.acts.arrived.await();
			CompletableFuture<Void> stop = stop();
			this.time.free();
			stop.join();
			CompletableFuture<Void> graceful = CompletableFuture.runAsync(this::shutDown);
			for (int i = 1; i < 1024; i++) {
				client.sendRaw(part);
			}
			assertThat(client.readAll()).startsWith("HTTP/1.1 200").endsWith("1048576");
			graceful.join();
		}
	}

	@Test
	void drainWhenRequestHasBegunToArriveAnswersIt() throws Exception {
		try (PlainClient client = kept()) {
			client.sendRaw("GET /te");
			Awaitility.await().until(() -> this.server.server().closeIdle(Duration.ofDays(1)).busy() == 1);
			CompletableFuture<Void> stop = stop();
			this.time.pass(Duration.ofMillis(2500));
			assertRefused();
			client.sendRaw("xt HTTP/1.1\r\nHost: localhost\r\n\r\n");
			assertThat(client.readAll()).startsWith("HTTP/1.1 200")
				.containsIgnoringCase("Connection: close")
				.endsWith("text");
			this.time.free();
			stop.join();
		}
	}

	@Test
	void drainWhenEventsAreSentEndsThemProperly() throws Exception {
		try (PlainClient events = new PlainClient(this.port); PlainClient other = new PlainClient(this.port)) {
			events.send("/events");
			events.readUntil("data: 1\n\n");
			other.send("/async");
			Consumer<String> async = this.acts.async.get();
			CompletableFuture<Void> stop = stop();
			this.time.pass(Duration.ofMillis(1990));
			assertThat(stop).isNotDone();
			this.time.free();
			assertThat(events.readAll()).isEqualTo("\r\n0\r\n\r\n");
			stop.join();
			async.accept("async");
			assertThat(other.readAll()).containsIgnoringCase("Connection: close").endsWith("async");
		}
	}

	@Test
	void drainWhenEventsBeginAfterItEndsThemProperly() throws Exception {
		try (PlainClient client = new PlainClient(this.port)) {
			client.send("/late-events");
			this.acts.arrived.await();
			CompletableFuture<Void> stop = stop();
			this.time.free();
			stop.join();
			this.acts.released.countDown();
			assertThat(client.readAll()).startsWith("HTTP/1.1 200").contains("data: 1\n\n");
		}
	}

	@Test
	void drainWhenClientStallsInTheMiddleOfARequestWaitsThreeSeconds() throws Exception {
		try (PlainClient client = kept()) {
			client.sendRaw("GET /te");
			Awaitility.await().until(() -> this.server.server().closeIdle(Duration.ofDays(1)).busy() == 1);
			CompletableFuture<Void> stop = stop();
			this.time.pass(Duration.ofMillis(4900));
			assertThat(stop).isNotDone();
			this.time.pass(Duration.ofMillis(5000));
			assertThat(stop).succeedsWithin(Duration.ofSeconds(10));
		}
	}

	@Test
	void drainWhenHttp2IsSpokenSendsGoAwayAndAnswers() throws Exception {
		try (Http2Client client = new Http2Client(this.port)) {
			client.get(1, "/slow");
			this.acts.arrived.await();
			CompletableFuture<Void> stop = stop();
			// A connection that is being read from hears it when the end is told again.
			this.time.pass(Duration.ofMillis(1500));
			assertThat(client.awaitGoAway()).isEqualTo(Integer.MAX_VALUE);
			this.acts.released.countDown();
			assertThat(client.awaitData(1)).isEqualTo("late");
			this.time.free();
			stop.join();
		}
	}

	@Test
	void drainWhenHttp2ConnectionIsIdleClosesItAtTheEnd() throws Exception {
		try (Http2Client client = new Http2Client(this.port)) {
			client.get(1, "/text");
			assertThat(client.awaitData(1)).isEqualTo("text");
			CompletableFuture<Void> stop = stop();
			// A connection that is being read from hears it when the end is told again.
			this.time.pass(Duration.ofMillis(1500));
			assertThat(client.awaitGoAway()).isEqualTo(Integer.MAX_VALUE);
			this.time.free();
			stop.join();
			assertThat(client.awaitGoAway()).isEqualTo(1);
			client.awaitEnd();
		}
	}

	private PlainClient kept() throws IOException {
		PlainClient client = new PlainClient(this.port);
		client.send("/text");
		assertThat(client.readUntil("text/plain")).doesNotContainIgnoringCase("Connection: close");
		client.readUntil("\r\n\r\n");
		client.readUntil("text");
		return client;
	}

	private void assertLast(PlainClient client, String path) throws IOException {
		client.send(path);
		assertThat(client.readAll()).startsWith("HTTP/1.1 2").containsIgnoringCase("Connection: close");
	}

	private void assertRefused() {
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new PlainClient(this.port));
	}

	private CompletableFuture<Void> stop() {
		return CompletableFuture.runAsync(this.server.drain()::stop);
	}

	private void shutDown() {
		try {
			this.server.shutDown();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Lets time pass when told.
	 */
	private static final class SteppedPause implements Pause {

		private final AtomicLong now = new AtomicLong();

		private final AtomicLong until = new AtomicLong();

		private final CountDownLatch asked = new CountDownLatch(1);

		@Override
		public long nanos() {
			return this.now.get();
		}

		@Override
		public long next() {
			this.asked.countDown();
			long next = this.now.get() + Duration.ofMillis(10).toNanos();
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> next <= this.until.get());
			this.now.set(next);
			return next;
		}

		void awaitAsked() throws InterruptedException {
			this.asked.await();
		}

		void pass(Duration time) {
			this.until.set(time.toNanos());
			Awaitility.await().until(() -> this.now.get() >= time.toNanos());
		}

		void free() {
			this.until.set(Long.MAX_VALUE);
		}

	}

}
