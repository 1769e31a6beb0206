package io.clusterboot.context;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.supervisor.Supervisor;

/**
 * Has all workers leave because the primary ends.
 *
 * @param timeout how long they may take together
 * @param supervisor gives the supervisor, {@code null} before it is started
 */
record WorkersEnd(Duration timeout, Supplier<@Nullable Supervisor> supervisor) {

	/**
	 * Seconds beyond the deadline in which killed workers are expected to be gone.
	 */
	private static final long KILL_MARGIN = 5;

	private static final Log logger = LogFactory.getLog(WorkersEnd.class);

	/**
	 * Stop all workers in parallel and return when all are gone, at the latest shortly
	 * after the deadline.
	 */
	void stop() {
		Supervisor supervisor = this.supervisor.get();
		if (supervisor != null) {
			await(supervisor);
			supervisor.close();
		}
	}

	private void await(Supervisor supervisor) {
		try {
			supervisor.stop().get(this.timeout.toSeconds() + KILL_MARGIN, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			supervisor.killAll();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("Workers did not leave in time; they are killed", ex);
			supervisor.killAll();
		}
	}

	/**
	 * Ask all workers to leave, and do not wait.
	 */
	void ask() {
		Supervisor supervisor = this.supervisor.get();
		if (supervisor != null) {
			supervisor.stop();
		}
	}

	void kill() {
		Supervisor supervisor = this.supervisor.get();
		if (supervisor != null) {
			supervisor.killAll();
		}
	}

}
