package io.clusterboot.protocol;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The control thread, and one that stands in for it. What has been read may make work
 * that takes long, such as a listener of the application. The thread that has read it
 * does it itself, which spares most work the way to another thread. A stand-in looks
 * after it meanwhile, and reads on if the work does take long. It exists from the first
 * work on and sleeps when there has been none for a while.
 */
final class ControlThreads {

	private static final String NAME = "cluster-control";

	/**
	 * Time between two looks of the stand-in, and so the longest time that work holds up
	 * the workers.
	 */
	private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);

	/**
	 * After so many looks without work the stand-in sleeps.
	 */
	private static final int QUIET = 20;

	private static final Guard guard = new Guard(LogFactory.getLog(ControlThreads.class),
			"Work beside the channel failed");

	private final ControlLoop loop;

	private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();

	private final Baton baton = new Baton();

	private final AtomicBoolean standIn = new AtomicBoolean();

	private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();

	private final CountDownLatch ended = new CountDownLatch(1);

	ControlThreads(ControlLoop loop) {
		this.loop = loop;
	}

	void start() {
		start(() -> run(true));
	}

	/**
	 * Have something done that may take long. Any thread may ask; during a turn of the
	 * loop it is done right after it, and once all has ended by the caller.
	 * @param task what to do
	 */
	void workLater(Runnable task) {
		this.work.add(task);
		if (!this.loop.isTurnOfThisThread()) {
			this.loop.wakeUp();
		}
		if (hasEnded()) {
			workAll();
		}
	}

	/**
	 * End the loop and wait for that.
	 * @param millis how long to wait at most, in milliseconds
	 * @throws InterruptedException if the thread is interrupted
	 */
	void stop(long millis) throws InterruptedException {
		this.loop.stop();
		wakeUp();
		if (!this.loop.isTurnOfThisThread()) {
			this.ended.await(millis, TimeUnit.MILLISECONDS);
		}
	}

	private void run(boolean holdsBaton) {
		boolean reads = holdsBaton || awaitBaton();
		while (reads && !this.loop.isStopped()) {
			this.loop.turn();
			reads = this.work.isEmpty() || work() || awaitBaton();
		}
		if (reads) {
			this.loop.close();
			this.ended.countDown();
			wakeUp();
			workAll();
		}
	}

	/**
	 * Do the work.
	 * @return whether this thread still is the one that reads
	 */
	private boolean work() {
		long away = this.baton.goAway();
		ensureStandIn();
		wakeUp();
		workAll();
		return this.baton.comeBack(away);
	}

	private void ensureStandIn() {
		if (this.standIn.compareAndSet(false, true)) {
			try {
				start(() -> run(false));
			}
			catch (OutOfMemoryError ex) {
				// There is no thread to be had: the next work asks again.
				this.standIn.set(false);
			}
		}
	}

	private void workAll() {
		Runnable task = this.work.poll();
		while (task != null) {
			guard.tell(task);
			task = this.work.poll();
		}
	}

	/**
	 * Stand in until the other thread is away for long.
	 * @return {@code false} if there is nothing more to read
	 */
	private boolean awaitBaton() {
		int quiet = 0;
		while (!hasEnded()) {
			LockSupport.parkNanos(LOOK);
			forgetInterrupt();
			if (this.baton.take()) {
				return true;
			}
			quiet++;
			if (quiet == QUIET) {
				sleep();
				quiet = 0;
			}
		}
		return false;
	}

	private void sleep() {
		this.sleeper.set(Thread.currentThread());
		// Looked at after it was set: whoever goes away from here on wakes this thread.
		while (this.sleeper.get() != null && !this.baton.isHolderAway() && !hasEnded()) {
			LockSupport.park(this);
			forgetInterrupt();
		}
		this.sleeper.set(null);
	}

	/**
	 * A listener may have left a timer behind that interrupts the thread it ran on, which
	 * would never wait again.
	 */
	private static void forgetInterrupt() {
		Thread.interrupted();
	}

	private boolean hasEnded() {
		return this.ended.getCount() == 0;
	}

	private void wakeUp() {
		Thread sleeper = this.sleeper.getAndSet(null);
		if (sleeper != null) {
			LockSupport.unpark(sleeper);
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, NAME);
		thread.setDaemon(true);
		thread.start();
	}

}
