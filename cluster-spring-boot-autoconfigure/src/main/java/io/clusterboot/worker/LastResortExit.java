package io.clusterboot.worker;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Ends a worker that lost its primary: gracefully if the application's shutdown hooks
 * allow it in time, and in any case.
 *
 * @since 0.1.0
 */
public final class LastResortExit {

	/**
	 * How long the last line may take. Nobody may read what the process writes.
	 */
	private static final Duration LAST_LINE = Duration.ofSeconds(1);

	private final Duration deadline;

	private final IntConsumer exit;

	private final IntConsumer halt;

	private final PrintStream err;

	private final AtomicBoolean begun = new AtomicBoolean();

	/**
	 * Create a new {@link LastResortExit} instance.
	 * @param deadline how long the exit may take before the JVM is halted
	 */
	public LastResortExit(Duration deadline) {
		this(deadline, System::exit, Runtime.getRuntime()::halt, System.err);
	}

	LastResortExit(Duration deadline, IntConsumer exit, IntConsumer halt, PrintStream err) {
		this.deadline = deadline;
		this.exit = exit;
		this.halt = halt;
		this.err = err;
	}

	/**
	 * Begin the exit and return at once. Does nothing if it has begun.
	 * @param code the exit code
	 * @param reason why, for the line that is printed if the JVM must be halted
	 */
	public void begin(int code, String reason) {
		if (!this.begun.compareAndSet(false, true)) {
			return;
		}
		try {
			start("cluster-halt", () -> haltAtDeadline(code, reason));
			start("cluster-exit", () -> this.exit.accept(code));
		}
		catch (Throwable ex) {
			// Without threads there is no graceful way.
			this.halt.accept(code);
		}
	}

	private void haltAtDeadline(int code, String reason) {
		long end = System.nanoTime() + this.deadline.toNanos();
		try {
			await(end);
			Thread line = start("cluster-last-line", () -> printLine(reason));
			line.join(LAST_LINE.toMillis());
		}
		catch (Throwable ex) {
			// Nothing may keep it from halting.
		}
		this.halt.accept(code);
	}

	private void printLine(String reason) {
		this.err.println("Worker halted: " + reason + ", and it had not exited " + this.deadline.toMillis()
				+ " ms after its exit began");
	}

	private static void await(long end) {
		long left = end - System.nanoTime();
		while (left > 0) {
			try {
				Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
			}
			catch (InterruptedException ex) {
				// An application that interrupts all threads does not shorten it.
			}
			left = end - System.nanoTime();
		}
	}

	private static Thread start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
