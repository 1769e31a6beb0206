package io.clusterboot.management;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that has arrived whole.
 *
 * @param method the method
 * @param url address as the client knows it, without a query
 * @param path the path, as it was sent
 * @param query parameters of the query
 * @param headers first value of each header, by name in lower case
 * @param body the body, empty for none
 */
record Request(String method, String url, String path, Map<String, List<String>> query, Map<String, String> headers,
		byte[] body) {

	static Request of(String method, String path, String accept, String body) {
		return new Request(method, path, path, Map.of(), Map.of("accept", accept, "content-type", accept.split(",")[0]),
				body.getBytes(StandardCharsets.UTF_8));
	}

	@Nullable String header(String name) {
		return this.headers.get(name);
	}

	boolean isPost() {
		return this.method.equals("POST");
	}

	/**
	 * Return whether a browser asks if a page from elsewhere may send a request.
	 * @return {@code true} for a preflight of CORS
	 */
	boolean isPreflight() {
		return this.method.equals("OPTIONS") && header("origin") != null
				&& header("access-control-request-method") != null;
	}

}
