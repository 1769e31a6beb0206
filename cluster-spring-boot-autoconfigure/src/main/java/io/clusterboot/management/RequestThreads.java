package io.clusterboot.management;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The few threads that answer requests. A client that takes too long to send or to
 * receive loses its connection, by the interrupt of the thread that waits for it: the
 * server's own limits are properties of the whole JVM.
 */
final class RequestThreads implements Executor, AutoCloseable {

	private static final int THREADS = 8;

	private static final long KEEP_ALIVE = 10;

	private final Duration patience;

	private final ThreadPoolExecutor threads;

	private final ScheduledThreadPoolExecutor clock;

	private final ThreadLocal<@Nullable Alarm> alarm = new ThreadLocal<>();

	RequestThreads(Duration patience) {
		this.patience = patience;
		this.threads = new ThreadPoolExecutor(THREADS, THREADS, KEEP_ALIVE, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), daemon("cluster-management"), new ThreadPoolExecutor.DiscardPolicy());
		this.threads.allowCoreThreadTimeOut(true);
		this.clock = new ScheduledThreadPoolExecutor(1, daemon("cluster-management-clock"),
				new ThreadPoolExecutor.DiscardPolicy());
		this.clock.setRemoveOnCancelPolicy(true);
	}

	private static ThreadFactory daemon(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

	@Override
	public void execute(Runnable task) {
		this.threads.execute(() -> {
			begin();
			try {
				task.run();
			}
			finally {
				end();
			}
		});
	}

	/**
	 * Do in the current request what does not wait for the client, for however long.
	 * @param work what to do
	 * @param <T> the type of the result
	 * @return the result
	 * @throws Exception if the work does
	 */
	<T> T unhurried(Callable<T> work) throws Exception {
		end();
		try {
			return work.call();
		}
		finally {
			begin();
		}
	}

	private void begin() {
		Alarm alarm = new Alarm(Thread.currentThread());
		this.alarm.set(alarm);
		alarm.set(this.clock, this.patience);
	}

	private void end() {
		Alarm alarm = this.alarm.get();
		if (alarm != null) {
			alarm.off();
		}
		this.alarm.remove();
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		this.clock.shutdownNow();
	}

	/**
	 * Interrupts a thread unless it is put off before, and never afterwards.
	 */
	private static final class Alarm {

		private final ReentrantLock lock = new ReentrantLock();

		private final Thread thread;

		private @Nullable Future<?> ringing;

		private boolean off;

		Alarm(Thread thread) {
			this.thread = thread;
		}

		void set(ScheduledThreadPoolExecutor clock, Duration patience) {
			this.ringing = clock.schedule(this::ring, patience.toMillis(), TimeUnit.MILLISECONDS);
		}

		private void ring() {
			this.lock.lock();
			try {
				if (!this.off) {
					this.thread.interrupt();
				}
			}
			finally {
				this.lock.unlock();
			}
		}

		void off() {
			this.lock.lock();
			try {
				this.off = true;
			}
			finally {
				this.lock.unlock();
			}
			if (this.ringing != null) {
				this.ringing.cancel(false);
			}
			Thread.interrupted();
		}

	}

}
