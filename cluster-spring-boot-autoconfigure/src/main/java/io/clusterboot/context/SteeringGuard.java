package io.clusterboot.context;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Lets the supervisor's thread work with sockets that any thread may close, and has it
 * survive a kernel that suddenly refuses something.
 */
final class SteeringGuard {

	private static final Log logger = LogFactory.getLog(SteeringGuard.class);

	private final ReentrantLock lock = new ReentrantLock();

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Do something unless all is closed.
	 * @param call what to do; if it fails, connections go where they went before
	 */
	void run(Runnable call) {
		this.lock.lock();
		try {
			if (!this.closed.get()) {
				call.run();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Connections are steered as before: " + ex.getMessage());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Do something for the last time. Who may still be busy finds nothing to do from then
	 * on.
	 * @param call what to do
	 */
	void close(Runnable call) {
		run(() -> {
			this.closed.set(true);
			call.run();
		});
	}

}
