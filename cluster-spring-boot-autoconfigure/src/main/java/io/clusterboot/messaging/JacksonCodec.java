package io.clusterboot.messaging;

import java.lang.reflect.Type;

import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.member.JsonCodec;

/**
 * Writes and reads payloads with Jackson 3.
 */
final class JacksonCodec implements JsonCodec {

	private final JsonMapper mapper;

	JacksonCodec(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public byte[] write(Object payload) {
		return this.mapper.writeValueAsBytes(payload);
	}

	@Override
	public Object read(byte[] json, Type type) {
		return this.mapper.readValue(json, this.mapper.constructType(type));
	}

}
