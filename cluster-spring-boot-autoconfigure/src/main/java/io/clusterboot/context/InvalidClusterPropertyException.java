package io.clusterboot.context;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/**
 * Exception thrown when a property of the cluster has a value that is not allowed.
 */
class InvalidClusterPropertyException extends RuntimeException {

	private final String key;

	private final String value;

	private final String allowed;

	private final @Nullable Origin origin;

	/**
	 * Create a new {@link InvalidClusterPropertyException} instance.
	 * @param key name of the property
	 * @param value its value as the user wrote it
	 * @param allowed what is allowed, as the object of "must be"
	 * @param origin where the value was set, null if unknown
	 */
	InvalidClusterPropertyException(String key, String value, String allowed, @Nullable Origin origin) {
		super("Property '" + key + "' has the value '" + value + "' but must be " + allowed);
		this.key = key;
		this.value = value;
		this.allowed = allowed;
		this.origin = origin;
	}

	String getKey() {
		return this.key;
	}

	String getValue() {
		return this.value;
	}

	String getAllowed() {
		return this.allowed;
	}

	@Nullable Origin getOrigin() {
		return this.origin;
	}

}
