package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * Has one worker of each generation list the classes that it loads, and makes an archive
 * of them once no worker is starting: that needs a processor, and the memory that a
 * worker would need that is being replaced.
 */
final class ArchiveTraining implements AutoCloseable {

	/**
	 * A worker that is ready still loads what its first requests need.
	 */
	private static final long SETTLE_SECONDS = 3;

	private static final Log logger = LogFactory.getLog(ArchiveTraining.class);

	private final JdkTools tools;

	private final TrainingMemory memory;

	private final ScheduledExecutorService executor;

	private final Set<Long> starting = ConcurrentHashMap.newKeySet();

	private final AtomicLong forks = new AtomicLong();

	private final Map<Integer, Recording> recordings = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link ArchiveTraining} instance.
	 * @param tools make the archive
	 * @param memory tells whether they can
	 * @param executor a single thread to make it with
	 */
	ArchiveTraining(JdkTools tools, TrainingMemory memory, ScheduledExecutorService executor) {
		this.tools = tools;
		this.memory = memory;
		this.executor = executor;
	}

	/**
	 * Make room: a worker is about to be forked.
	 * @param worker the worker
	 */
	void forking(WorkerIdentity worker) {
		this.starting.add(worker.id());
		this.forks.incrementAndGet();
		this.tools.abort();
	}

	/**
	 * Return where a worker is to list its classes.
	 * @param worker the worker
	 * @param entry the cache that has no archive yet
	 * @param folder where lists go
	 * @return the file, or {@code null} if another worker of its generation does
	 */
	@Nullable Path record(WorkerIdentity worker, CacheEntry entry, Path folder) {
		Recording mine = new Recording(worker.id(), entry, folder.resolve("classes-" + worker.id()), State.STARTING);
		return (this.recordings.putIfAbsent(worker.generation(), mine) == null) ? mine.list() : null;
	}

	/**
	 * A worker is ready.
	 * @param worker the worker
	 */
	void ready(WorkerIdentity worker) {
		this.recordings.computeIfPresent(worker.generation(),
				(generation, recording) -> recording.isStarting(worker.id()) ? recording.in(State.READY) : recording);
		settled(worker);
	}

	/**
	 * A worker is gone, ready or not.
	 * @param worker the worker
	 */
	void exited(WorkerIdentity worker) {
		this.recordings.computeIfPresent(worker.generation(),
				(generation, recording) -> recording.isStarting(worker.id()) ? null : recording);
		settled(worker);
	}

	/**
	 * Forget all generations but some.
	 * @param generations the generations that have workers
	 */
	void retain(Set<Integer> generations) {
		this.recordings.keySet().retainAll(generations);
	}

	private void settled(WorkerIdentity worker) {
		if (this.starting.remove(worker.id()) && this.starting.isEmpty()) {
			try {
				this.executor.schedule(this::trainAll, SETTLE_SECONDS, TimeUnit.SECONDS);
			}
			catch (RejectedExecutionException ex) {
				logger.debug("The primary ends, no archive is made");
			}
		}
	}

	private void trainAll() {
		this.recordings.forEach((generation, recording) -> {
			long before = this.forks.get();
			BooleanSupplier hindered = () -> this.forks.get() != before || this.executor.isShutdown();
			if (recording.state() == State.READY && this.starting.isEmpty() && train(recording, hindered)) {
				this.recordings.replace(generation, recording, recording.in(State.DONE));
			}
		});
	}

	/**
	 * Make an archive.
	 * @param recording the classes
	 * @param hindered whether a worker was forked meanwhile, or the primary ends
	 * @return whether there is no more to be done
	 */
	private boolean train(Recording recording, BooleanSupplier hindered) {
		CacheEntry entry = recording.entry();
		try {
			return entry.make(entry.archive(), (folder) -> dump(recording, folder, hindered));
		}
		catch (IOException | RuntimeException ex) {
			return tell(ex, hindered.getAsBoolean());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private boolean tell(Exception ex, boolean aborted) {
		if (aborted) {
			logger.debug("The archive of classes has to wait", ex);
		}
		else {
			logger.info("Workers start without a shared archive of classes: " + Reason.of(ex));
		}
		return !aborted;
	}

	private void dump(Recording recording, Path folder, BooleanSupplier hindered)
			throws IOException, InterruptedException {
		Path jar = recording.entry().jar();
		if (jar == null) {
			throw new IOException("the unpacked jar was removed");
		}
		long start = System.nanoTime();
		Path list = recording.list().resolveSibling(recording.list().getFileName() + ".whole");
		Path archive = folder.resolve(ArchiveOptions.FILE);
		int classes = ClassListFile.copy(recording.list(), list);
		this.memory.require(classes);
		this.tools.dump(list, jar, archive, hindered);
		logger.info("Workers that start from now on share an archive of %d classes (%d MiB, made in %s)"
			.formatted(classes, Files.size(archive) / SharedCache.MIB, SharedCache.seconds(start)));
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
		this.tools.abort();
	}

	private enum State {

		STARTING, READY, DONE

	}

	/**
	 * What one worker has loaded.
	 *
	 * @param worker id of the worker
	 * @param entry the cache that gets the archive
	 * @param list the file that the worker writes
	 * @param state how far it is
	 */
	private record Recording(long worker, CacheEntry entry, Path list, State state) {

		Recording in(State state) {
			return new Recording(this.worker, this.entry, this.list, state);
		}

		boolean isStarting(long worker) {
			return this.worker == worker && this.state == State.STARTING;
		}

	}

}
