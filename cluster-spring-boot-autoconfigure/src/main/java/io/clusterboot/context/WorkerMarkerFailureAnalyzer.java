package io.clusterboot.context;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes failures caused by a {@link WorkerMarkerException}.
 */
class WorkerMarkerFailureAnalyzer extends AbstractFailureAnalyzer<WorkerMarkerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WorkerMarkerException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Remove all system properties that begin with 'cluster.worker.' from the command line: "
						+ "the primary alone sets them, for the workers that it forks.",
				cause);
	}

}
