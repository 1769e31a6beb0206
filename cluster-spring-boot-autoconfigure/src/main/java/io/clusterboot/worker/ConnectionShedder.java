package io.clusterboot.worker;

/**
 * Has clients of connections that are kept alive connect anew, so that the kernel may
 * give the connections to other workers.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ConnectionShedder {

	/**
	 * Close some of the connections, each with its next response. Returns at once.
	 * @param connections how many
	 */
	void shed(int connections);

}
