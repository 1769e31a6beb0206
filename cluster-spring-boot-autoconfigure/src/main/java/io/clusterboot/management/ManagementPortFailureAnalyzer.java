package io.clusterboot.management;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about a {@link ManagementPortException}.
 */
class ManagementPortFailureAnalyzer extends AbstractFailureAnalyzer<ManagementPortException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ManagementPortException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", action(cause), cause);
	}

	private String action(ManagementPortException cause) {
		if (cause.isAddressUnknown()) {
			return "Set 'cluster.management.address' to an address of this machine, such as 127.0.0.1.";
		}
		return "Identify and stop the process that listens there, or set 'cluster.management.port' to a port that "
				+ "neither it nor the application has (0 takes any that is free) and 'cluster.management.address' to "
				+ "an address of this machine.";
	}

}
