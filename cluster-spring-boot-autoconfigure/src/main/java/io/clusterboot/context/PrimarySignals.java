package io.clusterboot.context;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * TERM and INT as the primary takes them: the first one stops gracefully, a second one at
 * once. The JVM's own handler would ignore the second.
 */
final class PrimarySignals {

	/**
	 * What a shell adds to a signal's number.
	 */
	private static final int SIGNAL_EXIT = 128;

	private static final int INT = 2;

	private static final int TERM = 15;

	private static final long LOG_MILLIS = 500;

	private static final Log logger = LogFactory.getLog(PrimarySignals.class);

	private final AtomicBoolean stopping = new AtomicBoolean();

	private final IntConsumer graceful;

	private final IntConsumer immediate;

	PrimarySignals(IntConsumer graceful, IntConsumer immediate) {
		this.graceful = graceful;
		this.immediate = immediate;
	}

	/**
	 * Handle TERM and INT from now on.
	 * @param stopAll asks all workers to leave and returns
	 * @param killAll ends all workers at once and cleans up
	 */
	static void install(Runnable stopAll, Runnable killAll) {
		PrimarySignals signals = new PrimarySignals((code) -> {
			// Ctrl-C ends workers that are still starting: known before they are gone, it
			// is no crash.
			stopAll.run();
			PrimaryExit.begin(code);
		}, (code) -> {
			try {
				killAll.run();
			}
			finally {
				PrimaryExit.halt(code);
			}
		});
		Signals.handle("TERM", () -> signals.received("TERM", TERM));
		Signals.handle("INT", () -> signals.received("INT", INT));
	}

	/**
	 * Log, unless that takes long: a terminal or a pipe may have stopped taking anything.
	 * @param message the message
	 */
	private static void sayInTime(String message) {
		Thread thread = new Thread(() -> logger.warn(message), "cluster-signal-log");
		thread.setDaemon(true);
		try {
			thread.start();
			thread.join(LOG_MILLIS);
		}
		catch (InterruptedException | OutOfMemoryError ex) {
			// What follows matters more.
		}
	}

	void received(String name, int number) {
		int code = SIGNAL_EXIT + number;
		if (this.stopping.compareAndSet(false, true)) {
			this.graceful.accept(code);
			logger.info("SIG%s: all workers stop".formatted(name));
		}
		else {
			sayInTime("Second SIG%s: all workers are killed".formatted(name));
			this.immediate.accept(code);
		}
	}

}
