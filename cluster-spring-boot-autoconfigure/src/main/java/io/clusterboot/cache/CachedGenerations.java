package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

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

	private static final int FIRST = 1;

	private static final Log logger = LogFactory.getLog(CachedGenerations.class);

	private final ArchiveGenerations generations;

	private final CacheSettings settings;

	private final JdkTools tools;

	private final ArchiveTraining training;

	private final Map<Integer, CacheEntry> entries = new ConcurrentHashMap<>();

	/**
	 * What workers run that are not ready yet.
	 */
	private final Map<Long, CacheEntry> trusted = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable SharedCache> cache = new AtomicReference<>();

	private final AtomicReference<Path> folder = new AtomicReference<>(Path.of(""));

	/**
	 * Create a new {@link CachedGenerations} instance.
	 * @param generations keeps the copies of the jar
	 * @param settings what the user wants of the cache
	 */
	public CachedGenerations(ArchiveGenerations generations, CacheSettings settings) {
		this(generations, settings, new ForkedTools(ArchiveOptions.layout(settings.options())),
				Executors.newSingleThreadScheduledExecutor(CachedGenerations::thread));
	}

	CachedGenerations(ArchiveGenerations generations, CacheSettings settings, JdkTools tools,
			ScheduledExecutorService executor) {
		this.generations = generations;
		this.settings = settings;
		this.tools = tools;
		this.training = new ArchiveTraining(tools, executor);
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "cluster-cache");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Take the jar for the first generation.
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
			take(FIRST);
		}
		catch (IOException | RuntimeException ex) {
			tell(ex);
		}
	}

	private static void tell(Exception ex) {
		logger.info("Workers run the jar itself and share no archive of classes: " + ex.getMessage());
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
		catch (IOException | RuntimeException ex) {
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
		this.trusted.put(worker.id(), entry);
		return new CachedCommand(command.withCopy(jar), options(worker, entry));
	}

	private List<String> options(WorkerIdentity worker, CacheEntry entry) {
		if (entry.archive().isThere()) {
			return ArchiveOptions.use(entry.archiveFile());
		}
		Path list = this.training.record(worker, entry, this.folder.get());
		return (list != null) ? ArchiveOptions.list(list) : List.of();
	}

	/**
	 * A worker is ready.
	 * @param worker the worker
	 */
	public void ready(WorkerIdentity worker) {
		this.trusted.remove(worker.id());
		this.training.ready(worker);
	}

	/**
	 * A worker is gone, or could not be forked. If it was never ready, what it ran is
	 * looked at, which takes a while.
	 * @param worker the worker
	 */
	public void exited(WorkerIdentity worker) {
		this.training.exited(worker);
		CacheEntry suspect = this.trusted.remove(worker.id());
		if (suspect == null) {
			return;
		}
		try {
			suspect.removeDamaged().forEach((part) -> logger.warn("Removed " + part + ", which was damaged"));
		}
		catch (IOException ex) {
			logger.warn("What workers share on disk is damaged and cannot be removed: " + ex.getMessage());
		}
	}

	@Override
	public CompletableFuture<Void> prepare(int generation) {
		return this.generations.prepare(generation).thenRun(() -> take(generation));
	}

	@Override
	public void retain(Set<Integer> generations) {
		this.entries.keySet().retainAll(generations);
		this.generations.retain(generations);
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
