package io.clusterboot.context;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes failures caused by an {@link InvalidClusterPropertyException}.
 */
class InvalidClusterPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidClusterPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidClusterPropertyException cause) {
		return new FailureAnalysis(description(cause),
				"Set '" + cause.getKey() + "' to " + cause.getAllowed() + ", or remove it.", cause);
	}

	private String description(InvalidClusterPropertyException cause) {
		String origin = (cause.getOrigin() != null) ? " (set in " + cause.getOrigin() + ")" : "";
		return cause.getMessage() + origin + ".";
	}

}
