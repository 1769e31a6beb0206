package io.clusterboot.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what is due when the test says so.
 */
final class ManualScheduler extends ScheduledThreadPoolExecutor {

	private final List<Runnable> tasks = new ArrayList<>();

	private final List<Runnable> repeated = new ArrayList<>();

	ManualScheduler() {
		super(0);
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
		if (isShutdown()) {
			throw new RejectedExecutionException();
		}
		this.tasks.add(command);
		return null;
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
		this.repeated.add(command);
		return null;
	}

	int due() {
		return this.tasks.size();
	}

	void run() {
		List<Runnable> due = List.copyOf(this.tasks);
		this.tasks.clear();
		due.forEach(Runnable::run);
	}

	void runRepeated() {
		this.repeated.forEach(Runnable::run);
	}

}
