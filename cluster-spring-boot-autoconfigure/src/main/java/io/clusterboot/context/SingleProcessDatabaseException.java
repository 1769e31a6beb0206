package io.clusterboot.context;

import io.clusterboot.context.DataSourceHints.Database;

/**
 * Thrown when several workers are to share a database that only one process can open.
 */
class SingleProcessDatabaseException extends RuntimeException {

	private final Database database;

	private final int workers;

	SingleProcessDatabaseException(Database database, int workers) {
		super(buildMessage(database, workers));
		this.database = database;
		this.workers = workers;
	}

	Database getDatabase() {
		return this.database;
	}

	int getWorkers() {
		return this.workers;
	}

	private static String buildMessage(Database database, int workers) {
		return "%d workers cannot share a database that only one process can open (%s)".formatted(workers,
				database.describe());
	}

}
