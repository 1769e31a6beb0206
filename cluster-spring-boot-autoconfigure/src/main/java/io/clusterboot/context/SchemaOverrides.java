package io.clusterboot.context;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * Leaves the creation of the schema to the first start of the pilot: every later start
 * would drop or fill again what the other workers are using. Databases that live within
 * one worker are left alone.
 */
class SchemaOverrides {

	private static final String JPA_PROPERTIES = "spring.jpa.properties";

	private static final List<String> JDBC_KEYS = List.of("spring.batch.jdbc.initialize-schema",
			"spring.quartz.jdbc.initialize-schema", "spring.session.jdbc.initialize-schema",
			"spring.integration.jdbc.initialize-schema");

	private static final List<String> JPA_KEYS = List.of("hibernate.hbm2ddl.auto",
			"jakarta.persistence.schema-generation.database.action");

	private static final Set<String> DESTRUCTIVE_ACTIONS = Set.of("create", "create-drop", "create-only", "drop",
			"drop-and-create", "truncate");

	private final EnvironmentReader reader;

	private final DataSourceHints dataSources;

	private final boolean first;

	SchemaOverrides(EnvironmentReader reader, DataSourceHints dataSources, WorkerIdentity worker) {
		this.reader = reader;
		this.dataSources = dataSources;
		this.first = worker.id() == 1;
	}

	void addTo(Map<String, Object> overrides) {
		if (!this.dataSources.isInitializedInMemory()) {
			addMode(overrides, "spring.sql.init.mode");
		}
		if (!this.dataSources.isJdbcInMemory()) {
			JDBC_KEYS.forEach((key) -> addMode(overrides, key));
			addAction(overrides, "spring.jpa.hibernate.ddl-auto", this.reader.get("spring.jpa.hibernate.ddl-auto"));
			addJpaProperties(overrides);
		}
	}

	private void addMode(Map<String, Object> overrides, String key) {
		if (!this.first && this.reader.has(key, "always")) {
			overrides.put(key, "never");
		}
	}

	private void addJpaProperties(Map<String, Object> overrides) {
		Map<String, String> properties = this.reader.map(JPA_PROPERTIES);
		JPA_KEYS.forEach((key) -> addAction(overrides, JPA_PROPERTIES + "." + key, properties.get(key)));
	}

	private void addAction(Map<String, Object> overrides, String key, @Nullable String value) {
		String action = (value != null) ? value.trim().toLowerCase(Locale.ROOT) : "";
		if (!this.first && DESTRUCTIVE_ACTIONS.contains(action)) {
			overrides.put(key, "none");
		}
		// The pilot's exit must not drop what the others are still using.
		else if (action.equals("create-drop")) {
			overrides.put(key, "create");
		}
	}

}
