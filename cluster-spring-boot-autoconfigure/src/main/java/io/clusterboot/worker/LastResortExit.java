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

	/**
	 * Exit code of a worker that cannot end itself in order: the one after SIGKILL.
	 */
	private static final int HALTED = 137;

	private final IntConsumer exit;

	private final IntConsumer halt;

	private final PrintStream err;

	private final AtomicBoolean begun = new AtomicBoolean();

	/**
	 * Create a new {@link LastResortExit} instance.
	 */
	public LastResortExit() {
		this(System::exit, Runtime.getRuntime()::halt, System.err);
	}

	LastResortExit(IntConsumer exit, IntConsumer halt, PrintStream err) {
		this.exit = exit;
		this.halt = halt;
		this.err = err;
	}

	/**
	 * Halt the JVM. Needs no class that is not loaded.
	 */
	static void atOnce() {
		Runtime.getRuntime().halt(HALTED);
	}

	/**
	 * Begin the exit and return at once. Does nothing if it has begun.
	 * @param code the exit code
	 * @param deadline how long the exit may take before the JVM is halted
	 * @param reason why, for the line that is printed if the JVM must be halted
	 */
	public void begin(int code, Duration deadline, String reason) {
		if (!this.begun.compareAndSet(false, true)) {
			return;
		}
		try {
			start("cluster-halt", () -> haltAtDeadline(code, deadline, reason));
			start("cluster-exit", () -> this.exit.accept(code));
		}
		catch (Throwable ex) {
			// Without threads there is no graceful way.
			this.halt.accept(code);
		}
	}

	private void haltAtDeadline(int code, Duration deadline, String reason) {
		long end = System.nanoTime() + deadline.toNanos();
		try {
			await(end);
			Thread line = start("cluster-last-line", () -> printLine(deadline, reason));
			line.join(LAST_LINE.toMillis());
		}
		catch (Throwable ex) {
			// Nothing may keep it from halting.
		}
		this.halt.accept(code);
	}

	private void printLine(Duration deadline, String reason) {
		this.err.println("Worker halted: " + reason + ", and it had not exited " + deadline.toMillis()
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
