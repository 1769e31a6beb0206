package io.clusterboot.context;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.clusterboot.context.DataSourceHints.Database;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DataSourceHints}.
 */
class DataSourceHintsTests {

	private static final String H2 = "org.h2.Driver";

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void ofWhenNothingKnownIsEmpty() {
		assertThat(hints().databases()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.datasource.url", "spring.datasource.hikari.jdbc-url",
			"spring.datasource.hikari.jdbcUrl" })
	void ofWhenUrlOfServer(String key) {
		set(key, "jdbc:postgresql://localhost/x");
		Database jdbc = hints(PresentClasses.JDBC, H2).jdbc();
		assertThat(jdbc).isNotNull();
		assertThat(jdbc.location()).isEqualTo(DatabaseLocation.OTHER);
	}

	@Test
	void ofWhenUrlFromEnvironmentVariable() {
		Map<String, Object> variables = Map.of("SPRING_DATASOURCE_HIKARI_JDBCURL", "jdbc:h2:./x");
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
		assertThat(hints().databases()).extracting(Database::location)
			.containsExactly(DatabaseLocation.SINGLE_PROCESS_FILE);
	}

	@Test
	void ofWhenUrlOfHikariPrefersIt() {
		set("spring.datasource.url", "jdbc:h2:mem:x");
		set("spring.datasource.hikari.jdbc-url", "jdbc:h2:./x");
		assertThat(hints().jdbc()).isEqualTo(
				new Database("spring.datasource.hikari.jdbc-url", "jdbc:h2:./x", DatabaseLocation.SINGLE_PROCESS_FILE));
	}

	@ParameterizedTest
	@ValueSource(strings = { H2, "org.hsqldb.jdbc.JDBCDriver", "org.apache.derby.jdbc.EmbeddedDriver" })
	void ofWhenNoUrlAndEmbeddedDriverIsInMemory(String driver) {
		DataSourceHints hints = hints(PresentClasses.JDBC, driver);
		assertThat(hints.isJdbcInMemory()).isTrue();
		assertThat(hints.isInitializedInMemory()).isTrue();
	}

	@Test
	void ofWhenNoUrlAndNotBothOnClassPathIsEmpty() {
		assertThat(hints(PresentClasses.JDBC).databases()).isEmpty();
		assertThat(hints(H2).databases()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "spring.datasource.embedded-database-connection, NONE", "spring.datasource.jndi-name, java:x",
			"spring.autoconfigure.exclude, 'a.B, " + PresentClasses.JDBC + "'",
			"spring.autoconfigure.exclude[0], " + PresentClasses.JDBC })
	void ofWhenNoUrlAndEmbeddedDatabaseTurnedOffIsEmpty(String key, String value) {
		set(key, value);
		assertThat(hints(PresentClasses.JDBC, H2).databases()).isEmpty();
	}

	@Test
	void ofWhenR2dbcUrlIgnoresEmbeddedJdbcDriver() {
		set("spring.r2dbc.url", "r2dbc:postgresql://localhost/x");
		DataSourceHints hints = hints(PresentClasses.JDBC, H2);
		assertThat(hints.jdbc()).isNull();
		assertThat(hints.isInitializedInMemory()).isFalse();
	}

	@Test
	void ofWhenNoUrlAndEmbeddedR2dbcDriverIsInMemory() {
		DataSourceHints hints = hints(PresentClasses.R2DBC, "io.r2dbc.h2.H2ConnectionFactoryProvider",
				PresentClasses.JDBC, H2);
		assertThat(hints.isInitializedInMemory()).isTrue();
		assertThat(hints.jdbc()).isNull();
	}

	@Test
	void isInitializedInMemoryWhenBothPrefersR2dbc() {
		set("spring.datasource.url", "jdbc:postgresql://localhost/x");
		set("spring.r2dbc.url", "r2dbc:h2:mem:///x");
		assertThat(hints().isInitializedInMemory()).isTrue();
		assertThat(hints().isJdbcInMemory()).isFalse();
	}

	@Test
	void describeHidesPassword() {
		Database database = new Database("spring.datasource.url", "jdbc:h2:./x;PASSWORD=geheim",
				DatabaseLocation.OTHER);
		assertThat(database.describe()).startsWith("spring.datasource.url=jdbc:h2:./x;PASSWORD=")
			.doesNotContain("geheim");
	}

	private void set(String key, String value) {
		this.environment.getPropertySources().addFirst(new MapPropertySource(key, new HashMap<>(Map.of(key, value))));
	}

	private DataSourceHints hints(String... present) {
		return DataSourceHints.of(new EnvironmentReader(this.environment), new PresentClasses(present));
	}

}
