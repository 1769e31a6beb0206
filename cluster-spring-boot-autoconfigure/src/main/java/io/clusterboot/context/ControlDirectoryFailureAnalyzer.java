package io.clusterboot.context;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.clusterboot.protocol.ControlDirectoryException;

/**
 * Says what to do about a {@link ControlDirectoryException}.
 */
class ControlDirectoryFailureAnalyzer extends AbstractFailureAnalyzer<ControlDirectoryException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ControlDirectoryException cause) {
		String action = "Point the system property java.io.tmpdir at a short path of a directory that this user may "
				+ "write to and that has space left.";
		return new FailureAnalysis(cause.getMessage(), action, cause);
	}

}
