package io.clusterboot.peer;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does something when a time is over, unless it was called off. All share one thread,
 * which ends when nobody waits.
 */
final class Alarms {

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

	private final ScheduledThreadPoolExecutor timer;

	Alarms(String name) {
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> PeerThreads.daemon(name, task));
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setKeepAliveTime(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS);
		this.timer.allowCoreThreadTimeOut(true);
	}

	Alarm set(Duration time, Runnable action) {
		Future<?> pending = this.timer.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
		return () -> pending.cancel(false);
	}

	/**
	 * An alarm that can be called off.
	 */
	interface Alarm extends AutoCloseable {

		@Override
		void close();

	}

}
