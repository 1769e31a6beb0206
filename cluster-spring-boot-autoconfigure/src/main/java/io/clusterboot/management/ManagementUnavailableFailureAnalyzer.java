package io.clusterboot.management;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about a {@link ManagementUnavailableException}.
 */
class ManagementUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<ManagementUnavailableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ManagementUnavailableException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				cause.getAction() + ", or remove 'cluster.management.port'.", cause);
	}

}
