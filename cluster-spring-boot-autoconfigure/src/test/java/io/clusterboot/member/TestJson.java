package io.clusterboot.member;

import java.lang.reflect.Type;

import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as an application would write it.
 */
final class TestJson implements JsonCodec {

	private final JsonMapper mapper = JsonMapper.builder().build();

	@Override
	public byte[] write(Object payload) {
		return this.mapper.writeValueAsBytes(payload);
	}

	@Override
	public Object read(byte[] json, Type type) {
		return this.mapper.readValue(json, this.mapper.constructType(type));
	}

}
