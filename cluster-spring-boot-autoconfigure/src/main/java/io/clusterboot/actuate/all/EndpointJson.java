package io.clusterboot.actuate.all;

import java.lang.reflect.Type;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.clusterboot.member.JsonCodec;

/**
 * Writes and reads what endpoints answer, each with the mapper that Boot writes it with.
 *
 * @since 0.1.0
 */
public final class EndpointJson {

	private static final Type TREE = Object.class;

	private final JsonCodec application;

	private final JsonCodec endpoints;

	/**
	 * Create a new {@link EndpointJson} instance.
	 * @param application the application's own mapper
	 * @param endpoints the mapper for endpoints alone, which no property of the
	 * application's changes
	 */
	public EndpointJson(JsonCodec application, JsonCodec endpoints) {
		this.application = application;
		this.endpoints = endpoints;
	}

	byte[] write(@Nullable Object body) {
		return write((body instanceof OperationResponseBody) ? this.endpoints : this.application,
				(body != null) ? body : Map.of());
	}

	private static byte[] write(JsonCodec codec, Object body) {
		try {
			return codec.write(body);
		}
		catch (Exception ex) {
			throw new IllegalStateException("An answer cannot be written as JSON: " + ex.getMessage(), ex);
		}
	}

	Object read(byte[] json) {
		try {
			return this.endpoints.read(json, TREE);
		}
		catch (Exception ex) {
			throw new IllegalStateException("What another worker answered is no JSON: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Return an answer as it would arrive from another worker.
	 * @param body the answer
	 * @return maps, lists, texts, numbers and booleans
	 */
	Object tree(Object body) {
		return (body instanceof CharSequence text) ? text.toString() : read(write(body));
	}

}
