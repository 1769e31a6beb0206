package io.clusterboot.supervisor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The only thread that touches the pool: runs what is posted, and lets the pool look
 * around at least once a tick.
 */
final class SupervisorLoop {

	private static final Log logger = LogFactory.getLog(SupervisorLoop.class);

	/**
	 * Keeps a step that fails again and again from taking a whole processor.
	 */
	private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

	private final WorkerPool pool;

	private final Mailbox mailbox;

	private final Clock clock;

	private final Duration tick;

	private final AtomicBoolean started = new AtomicBoolean();

	/**
	 * Create a new {@link SupervisorLoop} instance.
	 * @param pool the pool
	 * @param mailbox what is posted for the pool
	 * @param clock a clock that never jumps
	 * @param tick the longest time between two looks at the pool
	 */
	SupervisorLoop(WorkerPool pool, Mailbox mailbox, Clock clock, Duration tick) {
		this.pool = pool;
		this.mailbox = mailbox;
		this.clock = clock;
		this.tick = tick;
	}

	/**
	 * Start the thread, unless it was started before.
	 */
	void start() {
		if (this.started.compareAndSet(false, true)) {
			Thread thread = new Thread(this::run, "cluster-supervisor");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void run() {
		try {
			while (!this.mailbox.isClosed()) {
				this.mailbox.take(untilDue()).forEach(this::safely);
				safely(WorkerPool::reconcile);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.mailbox.close();
		}
		finally {
			this.pool.close();
			this.mailbox.abandonAll();
		}
	}

	private Duration untilDue() {
		Instant now = this.clock.instant();
		Duration wait = Duration.between(now, this.pool.nextDue(now.plus(this.tick)));
		return (wait.compareTo(SHORTEST_WAIT) < 0) ? SHORTEST_WAIT : wait;
	}

	private void safely(PoolTask task) {
		try {
			task.run(this.pool, this.clock.instant());
		}
		catch (Throwable ex) {
			// A supervisor that dies of one mistake supervises nobody
			logger.error("A step of the supervisor failed", ex);
		}
	}

}
