package io.clusterboot.context;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether Boot may initialize in the background what an application is about to need. It
 * begins with that before anybody knows which role this JVM plays, and the primary never
 * needs any of it.
 */
final class Preinitialization {

	/**
	 * As Boot initializes once in a JVM, in a thread of its own.
	 */
	static final Preinitialization OF_THIS_JVM = new Preinitialization();

	/**
	 * Whoever waits looks that often whether the run that held it is still there. It may
	 * have been abandoned, of which nobody hears.
	 */
	private static final long POLL_MILLIS = 1000;

	private final AtomicReference<Hold> hold = new AtomicReference<>(new Hold(new CountDownLatch(0)));

	/**
	 * Have it wait for {@link #release()}, or for the end of this thread, in which an
	 * application is run.
	 */
	void hold() {
		this.hold.updateAndGet((hold) -> hold.isOver() ? new Hold(new CountDownLatch(1)) : hold);
	}

	/**
	 * Let it go on.
	 */
	void release() {
		this.hold.get().latch().countDown();
	}

	boolean isHeld() {
		return !this.hold.get().isOver();
	}

	/**
	 * Wait while it is held.
	 * @throws InterruptedException if this thread is not to wait any longer
	 */
	void await() throws InterruptedException {
		Hold hold = this.hold.get();
		while (!hold.isOver()) {
			hold.latch().await(POLL_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	private record Hold(CountDownLatch latch, Thread run) {

		Hold(CountDownLatch latch) {
			this(latch, Thread.currentThread());
		}

		boolean isOver() {
			return this.latch.getCount() == 0 || !this.run.isAlive();
		}

	}

}
