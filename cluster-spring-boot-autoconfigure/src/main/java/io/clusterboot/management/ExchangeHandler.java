package io.clusterboot.management;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests from the server and gives it the answers.
 */
final class ExchangeHandler implements HttpHandler {

	/**
	 * Longest body of a request, which has but a few parameters.
	 */
	static final int MAX_BODY = 64 * 1024;

	private static final Log logger = LogFactory.getLog(ExchangeHandler.class);

	private final Router router;

	private final JsonAnswers answers;

	private final LoopbackGuard guard;

	private final RequestThreads threads;

	ExchangeHandler(Router router, JsonAnswers answers, LoopbackGuard guard, RequestThreads threads) {
		this.router = router;
		this.answers = answers;
		this.guard = guard;
		this.threads = threads;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Request request = request(exchange);
			write(exchange, answer(exchange, request));
		}
		catch (IOException | RuntimeException ex) {
			// The client has gone, or was too slow.
			logger.debug("A request has no answer", ex);
		}
	}

	private Answer answer(HttpExchange exchange, Request request) throws IOException {
		try {
			return this.threads.unhurried(() -> checked(exchange, request));
		}
		catch (Exception | LinkageError ex) {
			logger.error("The management server cannot answer " + request.method() + " " + request.path(), ex);
			return Answer.empty(Refusal.INTERNAL_SERVER_ERROR.status());
		}
	}

	private Answer checked(HttpExchange exchange, Request request) throws Exception {
		String refusal = this.guard.refusal(exchange.getRequestHeaders().getOrDefault("Host", List.of()));
		if (refusal != null) {
			return this.answers.refuse(Refusal.FORBIDDEN, request, refusal);
		}
		if (request.body().length > MAX_BODY) {
			return this.answers.refuse(Refusal.CONTENT_TOO_LARGE, request,
					"The body must not be longer than " + MAX_BODY + " bytes");
		}
		return this.router.answer(request);
	}

	private Request request(HttpExchange exchange) throws IOException {
		URI uri = exchange.getRequestURI();
		Map<String, String> headers = new HashMap<>();
		exchange.getRequestHeaders()
			.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
		String path = Objects.requireNonNullElse(uri.getRawPath(), "");
		boolean post = exchange.getRequestMethod().equals("POST");
		byte[] body = post ? exchange.getRequestBody().readNBytes(MAX_BODY + 1) : new byte[0];
		return new Request(exchange.getRequestMethod(), "http://" + host(exchange) + path, path,
				query(uri.getRawQuery()), headers, body);
	}

	private String host(HttpExchange exchange) {
		InetSocketAddress local = exchange.getLocalAddress();
		String host = exchange.getRequestHeaders().getFirst("Host");
		return (host != null) ? host : ManagementServer.print(local);
	}

	private static Map<String, List<String>> query(@Nullable String query) {
		Map<String, List<String>> parameters = new LinkedHashMap<>();
		for (String parameter : Objects.requireNonNullElse(query, "").split("&")) {
			String[] parts = parameter.split("=", 2);
			if (!parts[0].isEmpty()) {
				parameters.computeIfAbsent(decode(parts[0]), (name) -> new ArrayList<>())
					.add((parts.length > 1) ? decode(parts[1]) : "");
			}
		}
		return parameters;
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

	private static boolean isLast(Headers request) {
		return request.getOrDefault("Connection", List.of())
			.stream()
			.flatMap((value) -> Stream.of(value.split(",")))
			.anyMatch((option) -> option.trim().equalsIgnoreCase("close"));
	}

	private void write(HttpExchange exchange, Answer answer) throws IOException {
		Headers headers = exchange.getResponseHeaders();
		answer.headers().forEach(headers::set);
		if (answer.contentType() != null) {
			headers.set("Content-Type", answer.contentType());
		}
		if (isLast(exchange.getRequestHeaders())) {
			// The server closes without a word: a client that pools sends into a reset.
			headers.set("Connection", "close");
		}
		int length = answer.body().length;
		if (exchange.getRequestMethod().equals("HEAD")) {
			headers.set("Content-Length", String.valueOf(length));
			exchange.sendResponseHeaders(answer.status(), -1);
			return;
		}
		exchange.sendResponseHeaders(answer.status(), (length > 0) ? length : -1);
		if (length > 0) {
			exchange.getResponseBody().write(answer.body());
		}
	}

}
