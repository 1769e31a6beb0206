package io.clusterboot.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * {@link AbstractFailureAnalyzer} for {@link UnshareableConnectorException}.
 */
class UnshareableConnectorFailureAnalyzer extends AbstractFailureAnalyzer<UnshareableConnectorException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnshareableConnectorException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.getAction()
				+ " Without cluster.workers the application runs as a single process and may keep it.", cause);
	}

}
