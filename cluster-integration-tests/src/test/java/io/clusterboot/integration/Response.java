package io.clusterboot.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import javax.net.ssl.HttpsURLConnection;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Answer to one request on a connection of its own, so that the kernel chooses a worker
 * anew each time.
 *
 * @param status status code
 * @param type what the body is, or empty if there is no word of it
 * @param body body as text
 */
record Response(int status, String type, String body) {

	private static final int CONNECT_TIMEOUT = 10_000;

	private static final int READ_TIMEOUT = 60_000;

	private static final String ACCEPT = "application/json, */*;q=0.5";

	static Response of(String method, URI uri) {
		return of(method, uri, null);
	}

	/**
	 * Send a request.
	 * @param method the method
	 * @param uri where to
	 * @param json the body, or {@code null} for none
	 * @return the answer
	 */
	static Response of(String method, URI uri, @Nullable String json) {
		return of(method, uri, json, null);
	}

	/**
	 * Send a request as somebody whose password is the name. Any certificate will do.
	 * @param method the method
	 * @param uri where to
	 * @param json the body, or {@code null} for none
	 * @param user name of the user, or {@code null} for nobody
	 * @return the answer
	 */
	static Response of(String method, URI uri, @Nullable String json, @Nullable String user) {
		return of(method, uri, json, user, ACCEPT);
	}

	/**
	 * Send a GET for a certain format.
	 * @param uri where to
	 * @param accept the format
	 * @return the answer
	 */
	static Response in(URI uri, String accept) {
		return of("GET", uri, null, null, accept);
	}

	private static Response of(String method, URI uri, @Nullable String json, @Nullable String user, String accept) {
		try {
			HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
			if (connection instanceof HttpsURLConnection secure) {
				secure.setSSLSocketFactory(TestTls.trusting().getSocketFactory());
			}
			if (user != null) {
				connection.setRequestProperty("Authorization",
						"Basic " + HttpHeaders.encodeBasicAuth(user, user, StandardCharsets.UTF_8));
			}
			connection.setRequestMethod(method);
			connection.setRequestProperty("Connection", "close");
			connection.setRequestProperty("Accept", accept);
			connection.setConnectTimeout(CONNECT_TIMEOUT);
			connection.setReadTimeout(READ_TIMEOUT);
			send(connection, json);
			try (InputStream body = body(connection)) {
				return new Response(connection.getResponseCode(),
						Objects.requireNonNullElse(connection.getContentType(), ""),
						(body != null) ? new String(body.readAllBytes(), StandardCharsets.UTF_8) : "");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void send(HttpURLConnection connection, @Nullable String json) throws IOException {
		if (json != null) {
			connection.setDoOutput(true);
			connection.setRequestProperty("Content-Type", "application/json");
			connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
		}
	}

	private static InputStream body(HttpURLConnection connection) throws IOException {
		return (connection.getResponseCode() < 400) ? connection.getInputStream() : connection.getErrorStream();
	}

}
