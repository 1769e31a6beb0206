package io.clusterboot.actuate.all;

import java.lang.reflect.Type;

import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.member.JsonCodec;

/**
 * The mapper for endpoints that is Jackson 3's.
 *
 * @since 0.1.0
 */
public final class JacksonEndpointMapper implements EndpointMapper {

	private final EndpointJsonMapper mapper;

	/**
	 * Create a new {@link JacksonEndpointMapper} instance.
	 * @param mapper gives the mapper
	 */
	public JacksonEndpointMapper(EndpointJsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public JsonCodec codec() {
		JsonMapper mapper = this.mapper.get();
		return new JsonCodec() {

			@Override
			public byte[] write(Object payload) {
				return mapper.writeValueAsBytes(payload);
			}

			@Override
			public Object read(byte[] json, Type type) {
				return mapper.readValue(json, mapper.constructType(type));
			}

		};
	}

}
