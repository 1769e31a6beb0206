package io.clusterboot.context;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What the configuration says about the application's databases.
 *
 * @param jdbc the JDBC data source, or {@code null} if nothing is known about it
 * @param r2dbc the R2DBC connection factory, or {@code null} if nothing is known about it
 */
record DataSourceHints(@Nullable Database jdbc, @Nullable Database r2dbc) {

	private static final String JDBC_URL = "spring.datasource.url";

	private static final String HIKARI_URL = "spring.datasource.hikari.jdbc-url";

	private static final String R2DBC_URL = "spring.r2dbc.url";

	private static final String JDBC_AUTO_CONFIGURATION = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

	private static final String R2DBC_AUTO_CONFIGURATION = "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration";

	private static final String[] JDBC_DRIVERS = { "org.h2.Driver", "org.hsqldb.jdbc.JDBCDriver",
			"org.hsqldb.jdbcDriver", "org.apache.derby.jdbc.EmbeddedDriver",
			"org.apache.derby.iapi.jdbc.AutoloadedDriver" };

	private static final String[] R2DBC_DRIVERS = { "io.r2dbc.h2.H2ConnectionFactoryProvider" };

	static DataSourceHints of(EnvironmentReader reader, @Nullable ClassLoader classLoader) {
		Database r2dbc = configured(reader, R2DBC_URL);
		Database jdbc = configured(reader, HIKARI_URL, JDBC_URL);
		if (r2dbc == null && jdbc == null) {
			r2dbc = embeddedR2dbc(reader, classLoader);
			// Boot creates no JDBC data source where there is a R2DBC one.
			jdbc = (r2dbc != null) ? null : embeddedJdbc(reader, classLoader);
		}
		return new DataSourceHints(jdbc, r2dbc);
	}

	Stream<Database> databases() {
		return Stream.of(this.jdbc, this.r2dbc).flatMap(Stream::ofNullable);
	}

	boolean isJdbcInMemory() {
		return isInMemory(this.jdbc);
	}

	/**
	 * Return whether the database that scripts initialize lives in memory. That is the
	 * R2DBC one if there is any.
	 * @return {@code true} if each worker has to run the scripts
	 */
	boolean isInitializedInMemory() {
		return isInMemory((this.r2dbc != null) ? this.r2dbc : this.jdbc);
	}

	private static boolean isInMemory(@Nullable Database database) {
		return database != null && database.location() == DatabaseLocation.IN_MEMORY;
	}

	private static @Nullable Database configured(EnvironmentReader reader, String... keys) {
		for (String key : keys) {
			String url = reader.get(key);
			if (url != null) {
				return new Database(key, url, DatabaseLocation.of(url));
			}
		}
		return null;
	}

	private static @Nullable Database embeddedJdbc(EnvironmentReader reader, @Nullable ClassLoader classLoader) {
		boolean elsewhere = reader.get("spring.datasource.jndi-name") != null
				|| reader.has("spring.datasource.embedded-database-connection", "none");
		return (!elsewhere && isActive(JDBC_AUTO_CONFIGURATION, reader, classLoader)
				&& isAnyPresent(JDBC_DRIVERS, classLoader)) ? Database.embedded(JDBC_URL) : null;
	}

	private static @Nullable Database embeddedR2dbc(EnvironmentReader reader, @Nullable ClassLoader classLoader) {
		return (isActive(R2DBC_AUTO_CONFIGURATION, reader, classLoader) && isAnyPresent(R2DBC_DRIVERS, classLoader))
				? Database.embedded(R2DBC_URL) : null;
	}

	private static boolean isActive(String autoConfiguration, EnvironmentReader reader,
			@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(autoConfiguration, classLoader)
				&& !reader.lists("spring.autoconfigure.exclude", autoConfiguration);
	}

	private static boolean isAnyPresent(String[] classNames, @Nullable ClassLoader classLoader) {
		return Stream.of(classNames).anyMatch((className) -> ClassUtils.isPresent(className, classLoader));
	}

	/**
	 * One database of the application.
	 *
	 * @param key the property that says where it is
	 * @param url the connection URL, or {@code null} if Boot falls back to an embedded
	 * database
	 * @param location where the database lives
	 */
	record Database(String key, @Nullable String url, DatabaseLocation location) {

		static Database embedded(String key) {
			return new Database(key, null, DatabaseLocation.IN_MEMORY);
		}

		/**
		 * Return the setting in words that may be logged.
		 * @return the key and the URL without its secrets
		 */
		String describe() {
			return (this.url != null) ? this.key + "=" + Secrets.mask(this.url) : this.key + " is not set";
		}

	}

}
