package io.clusterboot.process;

/**
 * Starts the threads of this package: named, and none of them holds the JVM.
 */
final class DaemonThreads {

	private static final long SMALL_STACK = 256 * 1024;

	private DaemonThreads() {
	}

	static Thread start(String name, Runnable task) {
		return start(new Thread(null, task, name));
	}

	static Thread startSmall(String name, Runnable task) {
		return start(new Thread(null, task, name, SMALL_STACK));
	}

	private static Thread start(Thread thread) {
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
