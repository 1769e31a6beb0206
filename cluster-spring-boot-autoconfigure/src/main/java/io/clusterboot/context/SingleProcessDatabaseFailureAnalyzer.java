package io.clusterboot.context;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.clusterboot.context.DataSourceHints.Database;

/**
 * Says what to do about a database that only one process can open.
 */
class SingleProcessDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SingleProcessDatabaseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SingleProcessDatabaseException cause) {
		return new FailureAnalysis(description(cause), action(cause.getDatabase()), cause);
	}

	private String description(SingleProcessDatabaseException cause) {
		return "The application is to run as %d worker processes, but only one process at a time can open its database: %s"
			.formatted(cause.getWorkers(), cause.getDatabase().describe());
	}

	private String action(Database database) {
		StringBuilder action = new StringBuilder("Do one of the following:\n\n");
		if (database.url() != null && DatabaseLocation.isH2(database.url())) {
			action.append("\t- append ;AUTO_SERVER=TRUE to ")
				.append(database.key())
				.append(", which lets H2 share it\n");
		}
		action.append("\t- use a database server\n");
		action.append("\t- set cluster.workers=1. Even a single worker cannot be reloaded then, because its replacement"
				+ " starts while it still holds the database");
		return action.toString();
	}

}
