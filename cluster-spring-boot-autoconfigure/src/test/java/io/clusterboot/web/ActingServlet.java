package io.clusterboot.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Does what its path says.
 */
final class ActingServlet extends HttpServlet {

	private final Acts acts;

	ActingServlet(Acts acts) {
		this.acts = acts;
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		switch (request.getRequestURI()) {
			case "/text" -> write(response, "text");
			case "/empty" -> response.setStatus(204);
			case "/late-events" -> {
				this.acts.arrived.countDown();
				this.acts.awaitRelease();
				sendEvent(request, response);
			}
			case "/events" -> sendEvent(request, response);
			case "/async" -> {
				AsyncContext async = request.startAsync();
				async.setTimeout(0);
				this.acts.async.complete((text) -> complete(async, text));
			}
			case "/upload" -> {
				this.acts.arrived.countDown();
				write(response, String.valueOf(request.getInputStream().readAllBytes().length));
			}
			default -> {
				this.acts.arrived.countDown();
				this.acts.awaitRelease();
				write(response, "late");
			}
		}
	}

	private void sendEvent(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setContentType("text/event-stream;charset=UTF-8");
		request.startAsync().setTimeout(0);
		response.getWriter().write("data: 1\n\n");
		response.flushBuffer();
	}

	private void write(HttpServletResponse response, String text) throws IOException {
		response.setContentType("text/plain");
		response.setContentLength(text.length());
		response.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
		response.flushBuffer();
	}

	private void complete(AsyncContext async, String text) {
		try {
			async.getResponse().getWriter().write(text);
			async.complete();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
