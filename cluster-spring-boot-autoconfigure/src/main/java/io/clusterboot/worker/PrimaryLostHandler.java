package io.clusterboot.worker;

/**
 * Told once that the worker has lost its primary.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PrimaryLostHandler {

	/**
	 * The primary is gone; the worker is to drain and exit.
	 * @param reason how that was noticed, for people
	 */
	void primaryLost(String reason);

}
