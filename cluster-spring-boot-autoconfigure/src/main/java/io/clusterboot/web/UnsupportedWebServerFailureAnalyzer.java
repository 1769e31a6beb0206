package io.clusterboot.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * {@link AbstractFailureAnalyzer} for {@link UnsupportedWebServerException}.
 */
class UnsupportedWebServerFailureAnalyzer extends AbstractFailureAnalyzer<UnsupportedWebServerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsupportedWebServerException cause) {
		return new FailureAnalysis(
				String.valueOf(cause.getMessage()), "Use Tomcat, Jetty or Reactor Netty in place of "
						+ cause.getServer() + ", or remove cluster.workers to run the application as a single process.",
				cause);
	}

}
