package io.clusterboot.context;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about a {@link PortReservationException}.
 */
class PortReservationFailureAnalyzer extends AbstractFailureAnalyzer<PortReservationException> {

	/**
	 * First port that an ordinary user may bind, unless the system says otherwise.
	 */
	private static final int UNPRIVILEGED = 1024;

	private static final int HIGHEST = 65535;

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PortReservationException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", action(cause), cause);
	}

	private String action(PortReservationException cause) {
		if (cause.getPort() > HIGHEST) {
			return "Use a port from 0, which gives a free one, to " + HIGHEST + ".";
		}
		if (cause.getAddress() != null) {
			return "Check that server.address (or management.server.address) is an address of this machine and that "
					+ "this user may bind port " + cause.getPort() + ".";
		}
		if (cause.getPort() < UNPRIVILEGED) {
			return "Use a port from 1024 up, or give this user the right to bind ports below it.";
		}
		return "Configure another port.";
	}

}
