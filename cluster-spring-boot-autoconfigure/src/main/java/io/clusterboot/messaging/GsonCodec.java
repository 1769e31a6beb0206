package io.clusterboot.messaging;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

import com.google.gson.Gson;

import io.clusterboot.member.JsonCodec;

/**
 * Writes and reads payloads with Gson.
 */
final class GsonCodec implements JsonCodec {

	private final Gson gson;

	GsonCodec(Gson gson) {
		this.gson = gson;
	}

	@Override
	public byte[] write(Object payload) {
		return this.gson.toJson(payload).getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public Object read(byte[] json, Type type) {
		return this.gson.fromJson(new String(json, StandardCharsets.UTF_8), type);
	}

}
