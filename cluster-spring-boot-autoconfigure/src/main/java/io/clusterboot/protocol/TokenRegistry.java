package io.clusterboot.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * The tokens by which the primary recognises the workers it forked. Each is good for one
 * use.
 */
final class TokenRegistry {

	private static final int TOKEN_BYTES = 32;

	private final RandomGenerator random;

	private final Map<WorkerIdentity, byte[]> tokens = new HashMap<>();

	TokenRegistry() {
		this(new SecureRandom());
	}

	TokenRegistry(RandomGenerator random) {
		this.random = random;
	}

	/**
	 * Return a new token for the worker. One issued before for the same id is void.
	 * @param identity the worker to be forked
	 * @return the token
	 */
	synchronized String issue(WorkerIdentity identity) {
		revoke(identity.id());
		byte[] bytes = new byte[TOKEN_BYTES];
		this.random.nextBytes(bytes);
		String token = HexFormat.of().formatHex(bytes);
		this.tokens.put(identity, bytes(token));
		return token;
	}

	/**
	 * Return whose token it is, and void it.
	 * @param token the token that somebody showed
	 * @return the worker, or {@code null} if the token is unknown, used or revoked
	 */
	synchronized @Nullable WorkerIdentity redeem(String token) {
		byte[] shown = bytes(token);
		WorkerIdentity found = null;
		// No early end: the time taken must not tell how near a guess was.
		for (Map.Entry<WorkerIdentity, byte[]> entry : this.tokens.entrySet()) {
			if (MessageDigest.isEqual(entry.getValue(), shown)) {
				found = entry.getKey();
			}
		}
		if (found != null) {
			this.tokens.remove(found);
		}
		return found;
	}

	/**
	 * Void the token of a worker that has not used it.
	 * @param id id of the worker
	 */
	synchronized void revoke(long id) {
		this.tokens.keySet().removeIf((identity) -> identity.id() == id);
	}

	private static byte[] bytes(String token) {
		return token.getBytes(StandardCharsets.UTF_8);
	}

}
