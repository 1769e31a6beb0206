package io.clusterboot.context;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.UrlResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata that IDEs show to users.
 */
class ConfigurationMetadataTests {

	private static final String LOCATION = "META-INF/spring-configuration-metadata.json";

	private static final Pattern DEFAULT_IN_WORDS = Pattern.compile("\\b([Uu]nless set|[Nn]one)\\b");

	private static final Pattern DURATION = Pattern.compile("\\d+(ns|us|ms|s|m|h|d)");

	@Test
	void everyPropertyIsDocumented() throws IOException {
		SoftAssertions softly = new SoftAssertions();
		properties().forEach((property) -> assertDocumented(softly, property));
		softly.assertAll();
	}

	@Test
	void everyPropertyHasDefault() throws IOException {
		SoftAssertions softly = new SoftAssertions();
		properties().filter((property) -> !isCollection(property))
			.forEach((property) -> assertDefault(softly, property));
		softly.assertAll();
	}

	@Test
	void durationsHaveUnit() throws IOException {
		SoftAssertions softly = new SoftAssertions();
		properties().filter((property) -> "java.time.Duration".equals(property.get("type")))
			.filter((property) -> property.get("defaultValue") != null)
			.forEach((property) -> softly.assertThat(property.get("defaultValue"))
				.as("default of %s", property.get("name"))
				.asString()
				.matches(DURATION));
		softly.assertAll();
	}

	@Test
	void propertiesAreFound() throws IOException {
		assertThat(properties()).extracting((property) -> property.get("name"))
			.contains("cluster.workers", "cluster.jvm.args", "cluster.env", "cluster.heartbeat.interval",
					"cluster.messages.max-size", "cluster.steering", "cluster.slow-start", "cluster.drain.period",
					"cluster.reload.timeout", "cluster.reload.watch", "cluster.warmup.paths",
					"cluster.recycle.max-lifetime", "cluster.recycle.max-requests", "cluster.recycle.max-heap-after-gc",
					"cluster.metrics.worker-tag", "cluster.management.port", "cluster.management.address",
					"cluster.management.timeout", "cluster.management.broadcast");
	}

	private void assertDocumented(SoftAssertions softly, Map<String, Object> property) {
		Object name = property.get("name");
		softly.assertThat(property.get("type")).as("type of %s", name).asString().isNotBlank();
		softly.assertThat(property.get("description"))
			.as("description of %s", name)
			.asString()
			.isNotBlank()
			.endsWith(".")
			.as("description of %s has a word that was broken at the end of a line", name)
			.doesNotContainPattern("\\w- \\w");
	}

	private void assertDefault(SoftAssertions softly, Map<String, Object> property) {
		if (property.get("defaultValue") == null) {
			softly.assertThat(property.get("description"))
				.as("description of %s, which has no default value", property.get("name"))
				.asString()
				.containsPattern(DEFAULT_IN_WORDS);
		}
	}

	private boolean isCollection(Map<String, Object> property) {
		return String.valueOf(property.get("type")).matches("java\\.util\\.(Map|List|Set)<.*");
	}

	private Stream<Map<String, Object>> properties() throws IOException {
		List<URL> locations = Collections.list(getClass().getClassLoader().getResources(LOCATION));
		return locations.stream()
			.flatMap(this::properties)
			.filter((property) -> String.valueOf(property.get("name")).startsWith("cluster."));
	}

	@SuppressWarnings("unchecked")
	private Stream<Map<String, Object>> properties(URL location) {
		try {
			String json = new UrlResource(location).getContentAsString(StandardCharsets.UTF_8);
			return ((List<Map<String, Object>>) JsonParserFactory.getJsonParser()
				.parseMap(json)
				.getOrDefault("properties", List.of())).stream();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
