package io.clusterboot.protocol;

import org.apache.commons.logging.Log;

/**
 * Calls others from a thread of the channel, which nothing they do may end.
 */
final class Guard {

	private final Log logger;

	private final String complaint;

	/**
	 * Create a new {@link Guard} instance.
	 * @param logger where failures are logged
	 * @param complaint what is said about them
	 */
	Guard(Log logger, String complaint) {
		this.logger = logger;
		this.complaint = complaint;
	}

	void tell(Runnable news) {
		try {
			news.run();
		}
		catch (Throwable ex) {
			complain(ex);
		}
		finally {
			// With the flag set the next read would close the channel, and a selector
			// would never wait again.
			Thread.interrupted();
		}
	}

	void complain(Throwable failure) {
		try {
			this.logger.error(this.complaint, failure);
		}
		catch (Throwable ex) {
			// Without descriptors or memory even logging fails, which must not end it.
		}
	}

}
