package io.clusterboot.context;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SchemaOverrides}.
 */
class SchemaOverridesTests {

	private static final String ACTION = "spring.jpa.properties.jakarta.persistence.schema-generation.database.action";

	private static final String AUTO = "spring.jpa.properties.hibernate.hbm2ddl.auto";

	private final StandardEnvironment environment = new StandardEnvironment();

	@ParameterizedTest
	@ValueSource(strings = { "spring.sql.init.mode", "spring.batch.jdbc.initialize-schema",
			"spring.quartz.jdbc.initialize-schema", "spring.session.jdbc.initialize-schema",
			"spring.integration.jdbc.initialize-schema" })
	void addToWhenAlwaysLeavesItToFirstStart(String key) {
		set("spring.datasource.url", "jdbc:postgresql://localhost/x");
		set(key, "ALWAYS");
		assertThat(overrides(1)).isEmpty();
		assertThat(overrides(2)).containsOnly(Map.entry(key, "never"));
		set(key, "embedded");
		assertThat(overrides(2)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "create, , none", "create-drop, create, none", "Create-Drop, create, none", "create-only, , none",
			"drop, , none", "update, , ", "validate, , ", "none, , " })
	void addToChangesActionOfHibernate(String action, String first, String later) {
		for (String key : new String[] { "spring.jpa.hibernate.ddl-auto", AUTO }) {
			set("test", key, action);
			assertThat(overrides(1)).isEqualTo((first != null) ? Map.of(key, first) : Map.of());
			assertThat(overrides(2)).isEqualTo((later != null) ? Map.of(key, later) : Map.of());
		}
	}

	@Test
	void addToChangesActionOfJakartaPersistence() {
		set(ACTION, "drop-and-create");
		assertThat(overrides(1)).isEmpty();
		assertThat(overrides(2)).containsOnly(Map.entry(ACTION, "none"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.jpa.hibernate.ddlAuto", "spring.jpa.hibernate.ddl_auto",
			"spring.jpa.Hibernate.DDL-AUTO" })
	void addToWhenRelaxedName(String key) {
		set(key, "create");
		assertThat(overrides(2)).containsOnly(Map.entry("spring.jpa.hibernate.ddl-auto", "none"));
	}

	@Test
	void addToWhenEnvironmentVariables() {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("SPRING_SQL_INIT_MODE", "always", "SPRING_JPA_HIBERNATE_DDLAUTO", "create-drop")));
		assertThat(overrides(1)).containsOnly(Map.entry("spring.jpa.hibernate.ddl-auto", "create"));
		assertThat(overrides(2)).containsOnly(Map.entry("spring.sql.init.mode", "never"),
				Map.entry("spring.jpa.hibernate.ddl-auto", "none"));
	}

	@ParameterizedTest
	@ValueSource(strings = { AUTO, "spring.jpa.properties[hibernate.hbm2ddl.auto]" })
	void addToReplacesJpaPropertyThatHibernateSees(String key) {
		set(key, "create");
		this.environment.getPropertySources().addFirst(new MapPropertySource("overrides", overrides(2)));
		assertThat(new EnvironmentReader(this.environment).map("spring.jpa.properties"))
			.containsOnly(Map.entry("hibernate.hbm2ddl.auto", "none"));
	}

	@Test
	void addToWhenInMemoryLeavesEachWorkerItsOwnSchema() {
		setAll();
		set("spring.datasource.url", "jdbc:h2:mem:x");
		assertThat(overrides(1)).isEmpty();
		assertThat(overrides(2)).isEmpty();
	}

	@Test
	void addToWhenOnlyR2dbcInMemoryLeavesScriptsAlone() {
		setAll();
		set("spring.r2dbc.url", "r2dbc:h2:mem:///x");
		assertThat(overrides(2)).doesNotContainKey("spring.sql.init.mode")
			.containsEntry("spring.jpa.hibernate.ddl-auto", "none");
	}

	@Test
	void addToWhenOnlyJdbcInMemoryAndR2dbcServerChangesScripts() {
		setAll();
		set("spring.datasource.url", "jdbc:h2:mem:x");
		set("spring.r2dbc.url", "r2dbc:postgresql://localhost/x");
		assertThat(overrides(2)).containsOnly(Map.entry("spring.sql.init.mode", "never"));
	}

	private void setAll() {
		set("spring.sql.init.mode", "always");
		set("spring.batch.jdbc.initialize-schema", "always");
		set("spring.jpa.hibernate.ddl-auto", "create-drop");
		set(AUTO, "create");
	}

	private void set(String key, String value) {
		set(key, key, value);
	}

	private void set(String source, String key, String value) {
		this.environment.getPropertySources().remove(source);
		this.environment.getPropertySources().addFirst(new MapPropertySource(source, Map.of(key, value)));
	}

	private Map<String, Object> overrides(long id) {
		EnvironmentReader reader = new EnvironmentReader(this.environment);
		Map<String, Object> overrides = new LinkedHashMap<>();
		new SchemaOverrides(reader, DataSourceHints.of(reader, new PresentClasses()), new WorkerIdentity(id, 0, 1))
			.addTo(overrides);
		return overrides;
	}

}
