package io.clusterboot.context;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Notices that a worker was configured otherwise than the primary, which keeps what it
 * read when it started, and warns of it once per change.
 */
class ConfigurationChanges {

	private static final String ADVICE = "; it takes effect when the primary is restarted";

	/**
	 * Values that may hold passwords.
	 */
	private static final Set<String> PRIVATE = Set.of("cluster.env.", "cluster.jvm.args");

	private final Map<String, Property> known;

	private final Consumer<String> warnings;

	private final Map<String, Property> told = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link ConfigurationChanges} instance.
	 * @param known what the primary was configured with
	 * @param warnings gets what is to be told to people
	 */
	ConfigurationChanges(Map<String, String> known, Consumer<String> warnings) {
		this.known = byIdentity(known);
		this.warnings = warnings;
	}

	/**
	 * Compare what a worker was configured with.
	 * @param properties the worker's properties
	 */
	void compare(Map<String, String> properties) {
		Map<String, Property> workers = byIdentity(properties);
		Set<String> identities = new TreeSet<>(this.known.keySet());
		identities.addAll(workers.keySet());
		identities.forEach((identity) -> compare(identity, this.known.get(identity), workers.get(identity)));
	}

	private void compare(String identity, @Nullable Property before, @Nullable Property now) {
		if (before != null && now != null && before.value().equals(now.value())) {
			this.told.remove(identity);
			return;
		}
		Property named = Objects.requireNonNull((now != null) ? now : before);
		String change = describe(named.key(), (before != null) ? before.value() : null,
				(now != null) ? now.value() : null);
		// All workers of a reload tell the same. The value counts, too, where it is
		// hidden.
		Property told = new Property(change, (now != null) ? now.value() : "");
		if (!told.equals(this.told.put(identity, told))) {
			this.warnings.accept(change + ADVICE);
		}
	}

	/**
	 * Find properties however they are spelled.
	 * @param properties keys with values
	 * @return the properties by what is the same in all spellings of a key
	 */
	private static Map<String, Property> byIdentity(Map<String, String> properties) {
		Map<String, Property> found = new HashMap<>();
		properties.forEach(
				(key, value) -> found.put(key.toLowerCase(Locale.ROOT).replace("-", ""), new Property(key, value)));
		return found;
	}

	private static String describe(String key, @Nullable String before, @Nullable String now) {
		if (PRIVATE.stream().anyMatch(key::startsWith)) {
			return key + " has changed since the primary started";
		}
		String state = (now != null) ? "is now " + now : "is no longer set";
		return key + " " + state + ((before != null) ? " but was " + before : " but was not set")
				+ " when the primary started";
	}

	/**
	 * A property, or what is said of it.
	 *
	 * @param key the key
	 * @param value the value
	 */
	private record Property(String key, String value) {

	}

}
