package io.clusterboot.context;

import java.util.function.Consumer;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogFile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

import io.clusterboot.context.DataSourceHints.Database;

/**
 * Looks in the primary, before anything is forked, for configuration that assumes a
 * single process.
 */
class SingleProcessCheck {

	private static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";

	private static final int DEFAULT_POOL_SIZE = 10;

	private final Consumer<String> info;

	SingleProcessCheck() {
		this((message) -> LogFactory.getLog(SingleProcessCheck.class).info(message));
	}

	SingleProcessCheck(Consumer<String> info) {
		this.info = info;
	}

	/**
	 * Check the configuration of the application.
	 * @param environment the application's environment
	 * @param classLoader the application's class loader
	 * @param workers number of workers to be forked
	 * @param warn told what the user should know
	 * @throws SingleProcessDatabaseException if the workers cannot share a database
	 */
	void check(ConfigurableEnvironment environment, @Nullable ClassLoader classLoader, int workers,
			Consumer<String> warn) {
		EnvironmentReader reader = new EnvironmentReader(environment);
		DataSourceHints dataSources = DataSourceHints.of(reader, classLoader);
		dataSources.databases().forEach((database) -> checkDatabase(database, workers, warn));
		checkLogFile(reader, workers, warn);
		reportConnections(reader, dataSources.jdbc(), classLoader, workers);
	}

	private void checkDatabase(Database database, int workers, Consumer<String> warn) {
		switch (database.location()) {
			case IN_MEMORY -> warn.accept(inMemoryWarning(database, workers));
			case SINGLE_PROCESS_FILE -> checkFile(database, workers, warn);
			case OTHER -> {
			}
		}
	}

	private void checkFile(Database database, int workers, Consumer<String> warn) {
		if (workers > 1) {
			throw new SingleProcessDatabaseException(database, workers);
		}
		warn.accept("The worker cannot be reloaded: its replacement starts while it still holds its database, which"
				+ " only one process can open (%s)".formatted(database.describe()));
	}

	private String inMemoryWarning(Database database, int workers) {
		return """
				The database lives in the memory of the process that opens it (%s):
				  - each of the %d workers has its own database with its own rows, and they never meet
				  - what a client stored is found again only on the connection that reaches the same worker
				  - a worker that is replaced starts with an empty database
				Use a database server to share the rows.""".formatted(database.describe(), workers);
	}

	private void checkLogFile(EnvironmentReader reader, int workers, Consumer<String> warn) {
		String config = reader.get("logging.config");
		String file = reader.first(LogFile.FILE_NAME_PROPERTY, LogFile.FILE_PATH_PROPERTY);
		if (config != null && file != null) {
			warn.accept(("The log file may be shared by %d workers: each has a file of its own below LOG_FILE, but a"
					+ " file that logging.config=%s names in another way is written by all of them at once")
				.formatted(workers, Secrets.mask(config)));
		}
	}

	private void reportConnections(EnvironmentReader reader, @Nullable Database jdbc, @Nullable ClassLoader classLoader,
			int workers) {
		boolean server = jdbc != null && jdbc.location() == DatabaseLocation.OTHER;
		Integer size = poolSize(reader);
		if (server && size != null && usesHikari(reader, classLoader)) {
			this.info.accept("Database connection pools: %d \u00d7 %d workers = %d connections".formatted(size, workers,
					(long) size * workers));
		}
	}

	private boolean usesHikari(EnvironmentReader reader, @Nullable ClassLoader classLoader) {
		String type = reader.get("spring.datasource.type");
		return (type != null) ? HIKARI.equals(type) : ClassUtils.isPresent(HIKARI, classLoader);
	}

	private @Nullable Integer poolSize(EnvironmentReader reader) {
		String size = reader.get("spring.datasource.hikari.maximum-pool-size");
		try {
			return (size != null) ? Integer.valueOf(size) : DEFAULT_POOL_SIZE;
		}
		catch (NumberFormatException ex) {
			// The worker reports it, as it does without a cluster.
			return null;
		}
	}

}
