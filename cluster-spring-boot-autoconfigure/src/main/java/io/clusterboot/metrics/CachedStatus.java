package io.clusterboot.metrics;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;

/**
 * Asks for the status at most once per time to live, however many meters want it. That
 * there was no answer is remembered as long: the meters of one scrape together wait for a
 * silent primary once.
 */
class CachedStatus {

	private static final Log logger = LogFactory.getLog(CachedStatus.class);

	private final ClusterStatusSource source;

	private final LongSupplier nanoTime;

	private final long timeToLive;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable Answer answer;

	CachedStatus(ClusterStatusSource source, LongSupplier nanoTime, Duration timeToLive) {
		this.source = source;
		this.nanoTime = nanoTime;
		this.timeToLive = timeToLive.toNanos();
	}

	/**
	 * Return the status.
	 * @return the status, or {@code null} if the primary does not answer
	 */
	@Nullable ClusterStatus get() {
		this.lock.lock();
		try {
			Answer answer = this.answer;
			if (answer == null || this.nanoTime.getAsLong() - answer.time() >= this.timeToLive) {
				answer = ask();
				this.answer = answer;
			}
			return answer.status();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Have the next one who wants the status ask for it. If the primary was silent that
	 * is still remembered: not each of many scrapes shall wait for it.
	 */
	void expire() {
		this.lock.lock();
		try {
			if (this.answer != null && this.answer.status() != null) {
				this.answer = null;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private Answer ask() {
		ClusterStatus status = null;
		try {
			status = this.source.status();
		}
		catch (RuntimeException ex) {
			logger.debug("No status for the meters of the cluster", ex);
		}
		return new Answer(status, this.nanoTime.getAsLong());
	}

	/**
	 * What the primary answered, if at all.
	 *
	 * @param status the status, or {@code null} where there was no answer
	 * @param time when the asking ended, in nanoseconds
	 */
	private record Answer(@Nullable ClusterStatus status, long time) {

	}

}
