package io.clusterboot.management;

import java.lang.reflect.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.ResolvableType;

import io.clusterboot.member.JsonCodec;

/**
 * Answers in JSON, in the shapes that endpoints and Spring Boot's error page have.
 *
 * @param json gives the mapper
 */
record JsonAnswers(Supplier<JsonCodec> json) {

	private static final String PLAIN = "application/json";

	// As workers read it: no values that have parts of their own.
	private static final Type PARAMETERS = ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)
		.getType();

	Answer of(WebEndpointResponse<?> response, String contentType) throws Exception {
		Object body = response.getBody();
		return (body != null) ? of(response.getStatus(), body, contentType) : Answer.empty(response.getStatus());
	}

	Answer of(int status, Object body, String contentType) throws Exception {
		return new Answer(status, contentType, this.json.get().write(body));
	}

	Answer refuse(Refusal refusal, Request request, @Nullable String message) throws Exception {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
		body.put("status", refusal.status());
		body.put("error", refusal.phrase());
		if (message != null) {
			body.put("message", message);
		}
		body.put("path", request.path());
		return of(refusal.status(), body, PLAIN);
	}

	/**
	 * Read the parameters in a body.
	 * @param body the body, empty for none
	 * @return the parameters
	 * @throws Exception if they cannot be read
	 */
	@SuppressWarnings("unchecked")
	Map<String, String> read(byte[] body) throws Exception {
		Object parameters = (body.length > 0) ? this.json.get().read(body, PARAMETERS) : null;
		return (parameters != null) ? (Map<String, String>) parameters : Map.of();
	}

}
