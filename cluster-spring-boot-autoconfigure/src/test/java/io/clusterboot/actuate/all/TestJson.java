package io.clusterboot.actuate.all;

import java.lang.reflect.Type;

import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.member.JsonCodec;

/**
 * {@link JsonCodec} of a mapper.
 *
 * @param mapper the mapper
 */
record TestJson(JsonMapper mapper) implements JsonCodec {

	static EndpointJson endpoints() {
		JsonCodec codec = new TestJson(new JsonMapper());
		return new EndpointJson(codec, codec);
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
