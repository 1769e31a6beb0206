package io.clusterboot;

/**
 * How far a reload is.
 *
 * @since 0.1.0
 */
public enum ReloadState {

	/**
	 * Workers are being replaced.
	 */
	RUNNING,

	/**
	 * All workers were replaced.
	 */
	SUCCEEDED,

	/**
	 * A replacement failed. Workers that were not replaced before go on.
	 */
	FAILED

}
