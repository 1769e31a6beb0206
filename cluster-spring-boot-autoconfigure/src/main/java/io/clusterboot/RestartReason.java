package io.clusterboot;

import java.util.Locale;

/**
 * Why a worker was started anew.
 *
 * @since 0.1.0
 */
public enum RestartReason {

	/**
	 * It ended by itself: the application called for it, or its JVM crashed.
	 */
	CRASH,

	/**
	 * Somebody sent it a signal.
	 */
	KILLED,

	/**
	 * It ran out of memory, or the kernel's OOM killer chose it.
	 */
	OOM,

	/**
	 * It gave no sign of life and was killed for that.
	 */
	HUNG,

	/**
	 * It ended by itself before it was ready, or could not be forked.
	 */
	START_FAILED,

	/**
	 * It was not ready in time and was killed for that.
	 */
	START_TIMEOUT,

	/**
	 * It had lived for as long as a worker may.
	 */
	RECYCLE_LIFETIME,

	/**
	 * It had served as many requests as a worker may.
	 */
	RECYCLE_REQUESTS,

	/**
	 * It kept more heap than a worker may.
	 */
	RECYCLE_HEAP,

	/**
	 * Somebody asked for it.
	 */
	REQUESTED;

	/**
	 * Return the reason as meters name it.
	 * @return the name in lower case, with hyphens
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
