package io.clusterboot.messaging;

import java.io.IOException;
import java.lang.reflect.Type;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.clusterboot.member.JsonCodec;

/**
 * Writes and reads payloads with Jackson 2.
 */
final class Jackson2Codec implements JsonCodec {

	private final ObjectMapper mapper;

	Jackson2Codec(ObjectMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public byte[] write(Object payload) throws IOException {
		return this.mapper.writeValueAsBytes(payload);
	}

	@Override
	public Object read(byte[] json, Type type) throws IOException {
		return this.mapper.readValue(json, this.mapper.constructType(type));
	}

}
