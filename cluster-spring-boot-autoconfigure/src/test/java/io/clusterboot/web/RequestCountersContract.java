package io.clusterboot.web;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestCounters} and {@link RequestCountingValve}.
 */
abstract class RequestCountersContract {

	private final PathServlet servlet = new PathServlet();

	final TestServer server = start(this.servlet);

	/**
	 * Start a server with an error page at {@code /error}.
	 * @param servlet answers all requests
	 * @return the server
	 */
	abstract TestServer start(HttpServlet servlet);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void countersWhenNothingHappenedAreZero() {
		assertCounters(0, 0);
		assertThat(this.server.counters().connections()).isZero();
	}

	@Test
	void connectionsWhenKeptAliveAreCounted() throws IOException {
		try (PlainClient first = new PlainClient(this.server.port());
				PlainClient second = new PlainClient(this.server.port())) {
			first.send("/sync");
			first.readUntil("done");
			second.send("/sync");
			second.readUntil("done");
			first.send("/sync");
			first.readUntil("done");
			assertThat(this.server.counters().connections()).isEqualTo(2);
			awaitCounters(0, 3);
		}
		Awaitility.await().until(() -> this.server.counters().connections() == 0);
	}

	@Test
	void activeWhenAsyncLastsUntilComplete() throws Exception {
		try (PlainClient client = new PlainClient(this.server.port())) {
			client.send("/async");
			AsyncContext async = this.servlet.started.get();
			awaitCounters(1, 1);
			async.getResponse().getWriter().write("done");
			async.complete();
			client.readUntil("done");
			awaitCounters(0, 1);
		}
	}

	@Test
	void activeWhenAsyncCompletesAtOnceIsZero() throws IOException {
		exchange("/complete");
		awaitCounters(0, 1);
	}

	@Test
	void totalWhenDispatchedCountsOnce() throws IOException {
		assertThat(exchange("/dispatch")).endsWith("dispatched");
		awaitCounters(0, 1);
	}

	@Test
	void activeWhenAsyncStartsAgainLastsUntilTheSecondCompletes() throws Exception {
		try (PlainClient client = new PlainClient(this.server.port())) {
			client.send("/again");
			AsyncContext second = this.servlet.started.get();
			awaitCounters(1, 1);
			second.getResponse().getWriter().write("done");
			second.complete();
			client.readUntil("done");
			awaitCounters(0, 1);
		}
	}

	@Test
	void totalWhenErrorPageIsDispatchedCountsOnce() throws IOException {
		assertThat(exchange("/error-status")).contains("error page");
		assertThat(exchange("/exception")).contains("error page");
		awaitCounters(0, 2);
	}

	@Test
	void activeWhenAsyncTimesOutIsZero() throws IOException {
		assertThat(exchange("/timeout")).contains("error page");
		awaitCounters(0, 1);
	}

	/**
	 * Begin a request that goes on in the background, and have its client leave.
	 * @return the request
	 */
	AsyncContext abandoned() throws Exception {
		try (PlainClient client = new PlainClient(this.server.port())) {
			client.send("/async");
			AsyncContext async = this.servlet.started.get();
			awaitCounters(1, 1);
			return async;
		}
	}

	private String exchange(String path) throws IOException {
		try (PlainClient client = new PlainClient(this.server.port())) {
			client.send(path, "Connection: close");
			return client.readAll();
		}
	}

	void awaitCounters(long active, long total) {
		Awaitility.await().untilAsserted(() -> assertCounters(active, total));
	}

	private void assertCounters(long active, long total) {
		assertThat(this.server.counters().activeRequests()).isEqualTo(active);
		assertThat(this.server.counters().totalRequests()).isEqualTo(total);
	}

	/**
	 * Does what its path says.
	 */
	private static final class PathServlet extends HttpServlet {

		private final CompletableFuture<AsyncContext> started = new CompletableFuture<>();

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			if (request.getDispatcherType() == DispatcherType.ASYNC) {
				dispatched(request, response);
				return;
			}
			switch (request.getRequestURI()) {
				case "/sync" -> response.getWriter().write("done");
				case "/error" -> response.getWriter().write("error page");
				case "/error-status" -> response.sendError(500);
				case "/exception" -> throw new IllegalStateException("On purpose");
				case "/async" -> this.started.complete(start(request, 0));
				case "/timeout" -> start(request, 200);
				case "/complete" -> start(request, 0).complete();
				default -> start(request, 0).dispatch();
			}
		}

		private void dispatched(HttpServletRequest request, HttpServletResponse response) throws IOException {
			if (request.getRequestURI().equals("/again")) {
				this.started.complete(start(request, 0));
			}
			else {
				response.getWriter().write("dispatched");
			}
		}

		private AsyncContext start(HttpServletRequest request, long timeout) {
			AsyncContext async = request.startAsync();
			async.setTimeout(timeout);
			return async;
		}

	}

}
