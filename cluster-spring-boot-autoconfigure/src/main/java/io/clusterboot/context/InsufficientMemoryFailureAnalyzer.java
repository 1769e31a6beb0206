package io.clusterboot.context;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about workers that do not fit into the memory.
 */
class InsufficientMemoryFailureAnalyzer extends AbstractFailureAnalyzer<InsufficientMemoryException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InsufficientMemoryException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", "Set 'cluster.workers' to a smaller number or to auto, "
				+ cause.getRemedy() + ", or set 'cluster.jvm.heap' to a size that each worker gets, or to inherit.",
				cause);
	}

}
