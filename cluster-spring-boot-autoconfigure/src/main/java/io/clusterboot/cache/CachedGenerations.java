package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.process.ArchiveGenerations;
import io.clusterboot.process.PrimaryCommand;
import io.clusterboot.supervisor.GenerationSource;

/**
 * What the workers of each generation run: what all workers of the application share on
 * disk, or the generation's own copy of the jar where that cannot be.
 *
 * @since 0.1.0
 */
public final class CachedGenerations implements GenerationSource, AutoCloseable {

	private static final long TOUCH_HOURS = 12;

	private static final Log logger = LogFactory.getLog(CachedGenerations.class);

	private final ArchiveGenerations generations;

	private final CacheSettings settings;

	private final JdkTools tools;

	private final ArchiveTraining training;

	private final Map<Integer, CacheEntry> entries = new ConcurrentHashMap<>();

	private final CacheDoubts doubts = new CacheDoubts();

	private final ScheduledExecutorService executor;

	private final int processors;

	private final AtomicReference<@Nullable SharedCache> cache = new AtomicReference<>();

	private final AtomicReference<CompletableFuture<Void>> first = new AtomicReference<>(
			CompletableFuture.completedFuture(null));

	private final AtomicReference<Path> folder = new AtomicReference<>(Path.of(""));

	/**
	 * Create a new {@link CachedGenerations} instance.
	 * @param generations keeps the copies of the jar
	 * @param settings what the user wants of the cache
	 */
	public CachedGenerations(ArchiveGenerations generations, CacheSettings settings) {
		this(generations, settings, new ForkedTools(ArchiveOptions.layout(settings.options())),
				Executors.newSingleThreadScheduledExecutor(CachedGenerations::thread),
				Runtime.getRuntime().availableProcessors());
	}

	CachedGenerations(ArchiveGenerations generations, CacheSettings settings, JdkTools tools,
			ScheduledExecutorService executor, int processors) {
		this.generations = generations;
		this.settings = settings;
		this.tools = tools;
		this.executor = executor;
		this.processors = processors;
		this.training = new ArchiveTraining(tools, TrainingMemory.current(), executor);
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "cluster-cache");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Take the jar for the first generation, and begin to prepare what its workers share.
	 * @param folder a folder that only the user can enter, and that somebody else removes
	 */
	public void start(Path folder) {
		this.folder.set(folder);
		this.generations.start(folder);
		Path copy = this.generations.copy(FIRST);
		if (copy == null || !this.settings.enabled()) {
			return;
		}
		try {
			this.cache
				.set(new SharedCache(this.settings.home(), ArchiveOptions.layout(this.settings.options()), this.tools));
			this.executor.scheduleWithFixedDelay(this::touch, TOUCH_HOURS, TOUCH_HOURS, TimeUnit.HOURS);
			this.first.set(this.generations.prepare(FIRST, () -> take(FIRST)).exceptionally((failure) -> {
				tell(failure);
				return null;
			}));
		}
		catch (IOException | RuntimeException ex) {
			tell(ex);
		}
	}

	private static void tell(Throwable ex) {
		logger.info("Workers run the jar itself and share no archive of classes: " + Reason.of(ex));
	}

	private void take(int generation) {
		SharedCache cache = this.cache.get();
		Path copy = this.generations.copy(generation);
		if (cache == null || copy == null) {
			return;
		}
		try {
			this.entries.put(generation, cache.take(copy));
		}
		catch (IOException | RuntimeException | OutOfMemoryError ex) {
			// No memory, or no thread to wait for a process
			tell(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Return what a worker is started with, just before it is.
	 * @param worker the worker
	 * @return the command and further options
	 */
	public CachedCommand command(WorkerIdentity worker) {
		this.training.forking(worker);
		PrimaryCommand command = this.generations.command(worker.generation());
		CacheEntry entry = this.entries.get(worker.generation());
		Path jar = (entry != null) ? entry.jar() : null;
		if (entry == null || jar == null) {
			return new CachedCommand(command, List.of());
		}
		this.doubts.forking(worker, entry);
		return new CachedCommand(command.withCopy(jar), options(worker, entry));
	}

	private List<String> options(WorkerIdentity worker, CacheEntry entry) {
		if (!entry.wantsArchive()) {
			return List.of();
		}
		if (entry.archive().isThere()) {
			return ArchiveOptions.use(entry.archiveFile());
		}
		Path list = this.training.record(worker, entry, this.folder.get());
		if (list == null) {
			return List.of();
		}
		List<String> options = new ArrayList<>(ArchiveOptions.list(list));
		if (worker.generation() == FIRST && this.processors > 1 && ClassesAhead.isHarmless(this.settings.options())) {
			options.add(ClassesAhead.OPTION);
		}
		return options;
	}

	/**
	 * A worker is ready.
	 * @param worker the worker
	 */
	public void ready(WorkerIdentity worker) {
		this.doubts.ready(worker);
		this.training.ready(worker);
	}

	/**
	 * A worker is gone. If it was never ready, what it ran is looked at, which takes a
	 * while.
	 * @param worker the worker
	 * @param exit how it ended
	 */
	public void exited(WorkerIdentity worker, WorkerExit exit) {
		this.training.exited(worker);
		this.doubts.exited(worker, exit);
	}

	/**
	 * A worker could not be forked.
	 * @param worker the worker
	 */
	public void notForked(WorkerIdentity worker) {
		this.training.exited(worker);
		this.doubts.notForked(worker);
	}

	@Override
	public CompletableFuture<Void> prepare(int generation) {
		return (generation == FIRST) ? this.first.get() : this.generations.prepare(generation, () -> take(generation));
	}

	@Override
	public void retain(Set<Integer> generations) {
		Set<Integer> kept = Set.copyOf(generations);
		this.generations.retain(kept, () -> release(kept));
	}

	private void release(Set<Integer> kept) {
		this.entries.keySet().retainAll(kept);
		this.training.retain(kept);
		SharedCache cache = this.cache.get();
		if (cache != null) {
			cache.retain(this.entries.values());
		}
	}

	private void touch() {
		SharedCache cache = this.cache.get();
		if (cache != null) {
			cache.touch();
		}
	}

	@Override
	public void close() {
		this.training.close();
		this.generations.close();
		SharedCache cache = this.cache.get();
		if (cache != null) {
			cache.close();
		}
	}

}
