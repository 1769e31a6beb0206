package io.clusterboot.context;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DividedProperties}.
 */
class DividedPropertiesTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void ofWhenNothingIsToBeDividedIsEmpty() {
		this.environment.setProperty("pool.size", "10");
		assertThat(DividedProperties.of(this.environment).totals()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "10, 2, 5", "10, 3, 3", "200, 64, 3", "3, 4, 1", "7, 1, 7",
			"999999999999999999, 2, 499999999999999999", "' 10 ', 2, 5" })
	void eachWorkerGetsAtLeastOne(String total, int workers, String part) {
		this.environment.setProperty("cluster.divide", "pool.size");
		this.environment.setProperty("pool.size", total);
		assertThat(parts(workers)).containsExactly(Map.entry("pool.size", part));
	}

	@Test
	void partsAreOfWhatThePlaceholderStandsForHoweverItIsSpelled() {
		this.environment.setProperty("cluster.divide[0]", "pool.maximum-size");
		this.environment.setProperty("cluster.divide[1]", "server.tomcat.threads.max");
		this.environment.setProperty("pool.maximumSize", "${POOL:12}");
		this.environment.setProperty("server.tomcat.threads.max", "100");
		assertThat(parts(4)).containsExactly(Map.entry("pool.maximum-size", "3"),
				Map.entry("server.tomcat.threads.max", "25"));
	}

	@Test
	void describeTellsTheSum() {
		this.environment.setProperty("cluster.divide", "pool.size,server.tomcat.threads.max");
		this.environment.setProperty("pool.size", "2");
		this.environment.setProperty("server.tomcat.threads.max", "100");
		assertThat(DividedProperties.of(this.environment).describe(3)).containsExactly(
				"Each of 3 workers gets 1 of pool.size=2, which is 3 in all",
				"Each of 3 workers gets 33 of server.tomcat.threads.max=100, which is 99 in all");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "ten", "2.5", "10MB", "30s", "9999999999999999999" })
	void ofWhenValueCannotBeDividedFails(String value) {
		this.environment.setProperty("cluster.divide", "pool.size");
		this.environment.setProperty("pool.size", value);
		assertInvalid("'pool.size' has the value '" + value
				+ "' but must be a whole number of at least 1, since cluster.divide names it");
	}

	@Test
	void ofWhenPropertyIsNotSetFails() {
		this.environment.setProperty("cluster.divide", "pool.size");
		assertInvalid("'cluster.divide' has the value 'pool.size' but must be names of properties that are set, "
				+ "to what all workers together shall have");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pool.maximumSize", "Pool", "pool size", "1 + 1" })
	void ofWhenNameIsNoneFails(String name) {
		this.environment.setProperty("cluster.divide[0]", name);
		assertInvalid("'" + name + "' but must be names of properties in lower case with dashes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.port", "management.server.port", "cluster.max-workers" })
	void ofWhenPropertyIsTheClustersFails(String name) {
		this.environment.setProperty("cluster.divide", name);
		this.environment.setProperty(name, "8080");
		assertInvalid("'" + name + "' but must be names of properties other than the shared ports and cluster.*");
	}

	private Map<String, Object> parts(int workers) {
		Map<String, Object> overrides = new LinkedHashMap<>();
		DividedProperties.of(this.environment).addTo(workers, overrides);
		return overrides;
	}

	private void assertInvalid(String message) {
		assertThatExceptionOfType(InvalidClusterPropertyException.class)
			.isThrownBy(() -> DividedProperties.of(this.environment))
			.withMessageContaining(message);
	}

}
