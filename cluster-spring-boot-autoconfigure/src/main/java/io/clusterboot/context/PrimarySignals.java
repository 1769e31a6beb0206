package io.clusterboot.context;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * TERM and INT as the primary takes them: the first one stops gracefully, a second one at
 * once, unless it is the same wish sent by another way. The JVM's own handler would
 * ignore the second.
 */
final class PrimarySignals {

	/**
	 * What a shell adds to a signal's number.
	 */
	private static final int SIGNAL_EXIT = 128;

	private static final int INT = 2;

	private static final int TERM = 15;

	private static final long LOG_MILLIS = 500;

	/**
	 * How long Ctrl-C takes to arrive by all its ways. A build tool that gets INT with
	 * the whole terminal sends TERM to the process that it started.
	 */
	private static final long COMPANION_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final Log logger = LogFactory.getLog(PrimarySignals.class);

	private final AtomicReference<@Nullable Received> first = new AtomicReference<>();

	private final IntConsumer graceful;

	private final IntConsumer immediate;

	private final LongSupplier nanoTime;

	PrimarySignals(IntConsumer graceful, IntConsumer immediate, LongSupplier nanoTime) {
		this.graceful = graceful;
		this.immediate = immediate;
		this.nanoTime = nanoTime;
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
		}, System::nanoTime);
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
		Received received = new Received(name, this.nanoTime.getAsLong());
		Received former = this.first.compareAndExchange(null, received);
		if (former == null) {
			this.graceful.accept(code);
			logger.info("SIG%s: all workers stop".formatted(name));
		}
		else if (!received.isCompanionOf(former)) {
			sayInTime("Second SIG%s: all workers are killed".formatted(name));
			this.immediate.accept(code);
		}
	}

	/**
	 * A signal that arrived.
	 *
	 * @param name name without {@code SIG}
	 * @param nanos when it arrived
	 */
	private record Received(String name, long nanos) {

		boolean isCompanionOf(Received former) {
			return !this.name.equals(former.name) && this.nanos - former.nanos < COMPANION_NANOS;
		}

	}

}
