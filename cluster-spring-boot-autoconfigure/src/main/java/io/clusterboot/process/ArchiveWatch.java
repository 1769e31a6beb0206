package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Watches for another jar in the place of the one that was taken last: one that has not
 * changed for a while and is complete.
 *
 * @since 0.1.0
 */
public final class ArchiveWatch implements AutoCloseable {

	private static final long POLL_MILLIS = 500;

	/**
	 * After which a file that looks the same is read again, as it may have become
	 * readable, and somebody is told.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Log logger = LogFactory.getLog(ArchiveWatch.class);

	private final ArchiveGenerations generations;

	private final Runnable onChange;

	private final LongSupplier nanoTime;

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, ArchiveWatch::thread);

	/**
	 * What was told of already.
	 */
	private final AtomicReference<@Nullable FileStamp> told = new AtomicReference<>();

	private @Nullable FileStamp seen;

	private long seenSince;

	private @Nullable FileStamp incomplete;

	private long checkedAt;

	private boolean incompleteLogged;

	/**
	 * Create a new {@link ArchiveWatch} instance, which does nothing before
	 * {@link #start()}.
	 * @param generations knows the jar and what was taken of it
	 * @param onChange called once for each other jar, on the thread of the watch
	 */
	public ArchiveWatch(ArchiveGenerations generations, Runnable onChange) {
		this(generations, onChange, System::nanoTime);
	}

	ArchiveWatch(ArchiveGenerations generations, Runnable onChange, LongSupplier nanoTime) {
		this.generations = generations;
		this.onChange = onChange;
		this.nanoTime = nanoTime;
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "cluster-watch");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Start to watch. Without a jar there is nothing to watch, which is said once.
	 */
	public void start() {
		if (this.generations.taken() == null) {
			logger.warn("cluster.reload.watch has no effect: the application is not started by -jar");
			return;
		}
		this.executor.scheduleWithFixedDelay(this::tryPoll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void tryPoll() {
		try {
			poll();
		}
		catch (RuntimeException | Error ex) {
			// Whatever it was, the next look may succeed
			logger.debug("Could not look at the jar", ex);
		}
	}

	/**
	 * Tell again of the jar that was told of last, if it was not taken meanwhile. May be
	 * called from any thread.
	 */
	public void again() {
		this.told.set(null);
	}

	void poll() {
		Path jar = jar();
		FileStamp now = (jar != null) ? FileStamp.find(jar) : null;
		if (jar == null || now == null || !isSettled(now) || isKnown(now)) {
			return;
		}
		if (isComplete(jar, now)) {
			this.told.set(now);
			logger.info(jar + " was replaced");
			this.onChange.run();
		}
	}

	private @Nullable Path jar() {
		try {
			return this.generations.jar();
		}
		catch (IOException ex) {
			// Deleted before the next one comes, or so named by a file that is written.
			return null;
		}
	}

	private boolean isSettled(FileStamp now) {
		if (!now.equals(this.seen)) {
			this.seen = now;
			this.seenSince = this.nanoTime.getAsLong();
		}
		return since(this.seenSince).compareTo(Settling.TIME) >= 0;
	}

	private Duration since(long nanos) {
		return Duration.ofNanos(this.nanoTime.getAsLong() - nanos);
	}

	private boolean isKnown(FileStamp now) {
		return now.equals(this.generations.taken()) || now.equals(this.told.get());
	}

	private boolean isComplete(Path jar, FileStamp now) {
		boolean known = now.equals(this.incomplete);
		if (known && since(this.checkedAt).compareTo(PATIENCE) < 0) {
			return false;
		}
		try {
			JarCheck.runs(jar, jar);
			JarCheck.isWhole(jar, jar);
			return Objects.equals(FileStamp.find(jar), now);
		}
		catch (IOException ex) {
			logger.debug("Waiting for the rest: " + ex.getMessage());
			this.incomplete = now;
			this.checkedAt = this.nanoTime.getAsLong();
			this.incompleteLogged &= known;
			tellIfItStays(jar, ex);
			return false;
		}
	}

	private void tellIfItStays(Path jar, IOException problem) {
		if (!this.incompleteLogged && since(this.seenSince).compareTo(PATIENCE) >= 0) {
			this.incompleteLogged = true;
			logger
				.info(jar + " was replaced but is not a complete jar; no reload before it is: " + problem.getMessage());
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
