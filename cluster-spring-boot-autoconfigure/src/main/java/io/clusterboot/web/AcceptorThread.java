package io.clusterboot.web;

/**
 * Runs the acceptor and cannot be interrupted: that would close the channel on which it
 * blocks, which this JVM cannot open again, and this JVM's output with it.
 */
final class AcceptorThread extends Thread {

	AcceptorThread(Runnable acceptor, String name, int priority, boolean daemon) {
		super(acceptor, name);
		setPriority(priority);
		setDaemon(daemon);
	}

	@Override
	public void interrupt() {
		// Its owner releases it in another way.
	}

}
