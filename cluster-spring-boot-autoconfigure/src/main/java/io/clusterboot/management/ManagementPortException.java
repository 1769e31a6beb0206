package io.clusterboot.management;

import java.io.IOException;
import java.net.UnknownHostException;

/**
 * Exception thrown when the management server cannot listen where it is configured to.
 *
 * @since 0.1.0
 */
public class ManagementPortException extends RuntimeException {

	private final boolean addressUnknown;

	ManagementPortException(String address, int port, IOException cause) {
		super("The management server of the primary cannot listen on " + address + ", port " + port + ": "
				+ reason(cause), cause);
		this.addressUnknown = cause instanceof UnknownHostException;
	}

	private static String reason(IOException cause) {
		return (cause instanceof UnknownHostException) ? "there is no such address"
				: String.valueOf(cause.getMessage());
	}

	boolean isAddressUnknown() {
		return this.addressUnknown;
	}

}
