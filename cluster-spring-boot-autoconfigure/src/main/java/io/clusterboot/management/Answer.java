package io.clusterboot.management;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is sent in answer to a request.
 *
 * @param status the HTTP status
 * @param contentType type of the body, or {@code null} for none
 * @param body the body, empty for none
 * @param headers further headers
 */
record Answer(int status, @Nullable String contentType, byte[] body, Map<String, String> headers) {

	Answer(int status, @Nullable String contentType, byte[] body) {
		this(status, contentType, body, Map.of());
	}

	static Answer empty(int status) {
		return new Answer(status, null, new byte[0]);
	}

	Answer with(String header, String value) {
		return new Answer(this.status, this.contentType, this.body, Map.of(header, value));
	}

}
