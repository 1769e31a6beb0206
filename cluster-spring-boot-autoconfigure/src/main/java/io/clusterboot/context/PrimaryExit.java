package io.clusterboot.context;

/**
 * Ends the primary by {@link System#exit} in a thread of its own: the shutdown hooks wait
 * for threads that may be the one that asks for the exit.
 */
final class PrimaryExit {

	private PrimaryExit() {
	}

	/**
	 * Begin to leave through the shutdown hooks and return at once.
	 * @param code exit code
	 */
	static void begin(int code) {
		try {
			new Thread(() -> System.exit(code), "cluster-exit").start();
		}
		catch (OutOfMemoryError ex) {
			// No thread to be had: the hooks would need threads, too.
			halt(code);
		}
	}

	/**
	 * Leave through the shutdown hooks. Never returns: in a JVM that ends already the
	 * caller waits for its end.
	 * @param code exit code
	 */
	static void leave(int code) {
		System.exit(code);
	}

	/**
	 * Leave at once, without shutdown hooks.
	 * @param code exit code
	 */
	static void halt(int code) {
		Runtime.getRuntime().halt(code);
	}

}
