package io.clusterboot.member;

import java.lang.reflect.Type;

/**
 * Writes and reads the payloads of messages: the application's own JSON mapper.
 *
 * @since 0.1.0
 */
public interface JsonCodec {

	/**
	 * Return the payload as JSON.
	 * @param payload the payload
	 * @return text in UTF-8
	 * @throws Exception if it cannot be written
	 */
	byte[] write(Object payload) throws Exception;

	/**
	 * Read a payload.
	 * @param json text in UTF-8
	 * @param type the type to read
	 * @return the payload
	 * @throws Exception if it cannot be read as that
	 */
	Object read(byte[] json, Type type) throws Exception;

}
