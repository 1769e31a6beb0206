package io.clusterboot.context;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Reads properties of the application by their canonical names, whichever way the user
 * spelled them.
 */
class EnvironmentReader {

	private static final Bindable<Map<String, String>> STRING_MAP = Bindable.mapOf(String.class, String.class);

	private final Binder binder;

	EnvironmentReader(Environment environment) {
		this.binder = Binder.get(environment);
	}

	/**
	 * Return the value of a property.
	 * @param key canonical name of the property
	 * @return the value without surrounding white space, or {@code null} if it is not set
	 * or blank
	 */
	@Nullable String get(String key) {
		String value = this.binder.bind(key, String.class).orElse(null);
		return StringUtils.hasText(value) ? value.trim() : null;
	}

	/**
	 * Return the value of the first property that is set.
	 * @param keys canonical names of the properties
	 * @return the value, or {@code null} if none is set
	 */
	@Nullable String first(String... keys) {
		for (String key : keys) {
			String value = get(key);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	boolean has(String key, String expected) {
		return expected.equalsIgnoreCase(get(key));
	}

	boolean isTrue(String key) {
		return this.binder.bind(key, Boolean.class).orElse(false);
	}

	boolean lists(String key, String expected) {
		String[] values = this.binder.bind(key, String[].class).orElseGet(() -> new String[0]);
		for (String value : values) {
			if (expected.equals(value.trim())) {
				return true;
			}
		}
		return false;
	}

	Map<String, String> map(String key) {
		return this.binder.bind(key, STRING_MAP).orElseGet(Map::of);
	}

}
