package io.clusterboot.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Has all workers register with Spring Boot Admin as the same instance, down to the time
 * when it was started: else each registration would be one more change of the instance,
 * and crowd out what the server remembers of it.
 */
class AdminRegistration {

	private static final String CLIENT = "spring.boot.admin.client";

	private static final String STARTUP = CLIENT + ".instance.metadata.startup";

	private final EnvironmentReader reader;

	private final Path channel;

	AdminRegistration(EnvironmentReader reader, Path channel) {
		this.reader = reader;
		this.channel = channel;
	}

	void addTo(Map<String, Object> overrides) {
		boolean registers = this.reader.first(CLIENT + ".url", CLIENT + ".url[0]") != null;
		if (registers && this.reader.get(STARTUP) == null) {
			try {
				// The primary's start, and to the same instant in all workers.
				overrides.put(STARTUP, Files.getLastModifiedTime(this.channel).toInstant().toString());
			}
			catch (IOException ex) {
				// The primary is gone, and this worker will follow.
			}
		}
	}

}
