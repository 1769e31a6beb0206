package io.clusterboot.worker;

/**
 * Has the application answer its first requests before clients send any.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WarmUp {

	/**
	 * Send the requests, one after the other, and wait for their answers. A request that
	 * fails is logged.
	 */
	void run();

}
