package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.supervisor.GenerationSource;

/**
 * Keeps a private copy of the application's jar for the workers of each generation, so
 * that nothing that happens to the jar reaches those that run. An application that is not
 * started by {@code -jar} is run as it is.
 *
 * @since 0.1.0
 */
public final class ArchiveGenerations implements GenerationSource, AutoCloseable {

	/**
	 * Programs that tidy temporary folders take what nobody has touched for days.
	 */
	private static final long TOUCH_HOURS = 12;

	private static final long CLOSE_SECONDS = 2;

	private static final Log logger = LogFactory.getLog(ArchiveGenerations.class);

	private final PrimaryCommand command;

	private final FileCopier copier;

	private final Settling settling;

	private final Map<Integer, Archive> archives = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable Path> folder = new AtomicReference<>();

	private final AtomicReference<@Nullable FileStamp> taken = new AtomicReference<>();

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, ArchiveGenerations::thread);

	/**
	 * Create a new {@link ArchiveGenerations} instance.
	 * @param command command of the primary
	 */
	public ArchiveGenerations(PrimaryCommand command) {
		this(command, new FileCopier(), Settling.PERIOD);
	}

	ArchiveGenerations(PrimaryCommand command, FileCopier copier, Settling settling) {
		this.command = command;
		this.copier = copier;
		this.settling = settling;
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "cluster-archive");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Take the jar for the first generation. Where that is not possible the workers run
	 * the jar itself, as the primary does.
	 * @param folder a folder that only the user can enter, and that somebody else removes
	 */
	public void start(Path folder) {
		this.folder.set(folder);
		try {
			Path jar = jar();
			if (jar != null) {
				this.taken.set(FileStamp.find(jar));
				take(FIRST, jar, folder, false);
				this.executor.scheduleWithFixedDelay(this::touch, TOUCH_HOURS, TOUCH_HOURS, TimeUnit.HOURS);
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.warn(
					"The workers run the jar itself, which must not be overwritten while they do: " + ex.getMessage());
		}
	}

	/**
	 * Return what the workers of a generation are started with.
	 * @param generation the generation
	 * @return the primary's command, with the copy of the jar where there is one
	 */
	public PrimaryCommand command(int generation) {
		Archive archive = this.archives.get(generation);
		if (archive == null) {
			return this.command;
		}
		if (Files.exists(archive.jar())) {
			return this.command.withCopy(archive.jar());
		}
		logger.warn(archive.jar() + " was removed; a worker of generation " + generation + " runs the jar itself");
		return this.command;
	}

	/**
	 * Return the copy of the jar that a generation has.
	 * @param generation the generation
	 * @return the copy, or {@code null} if there is none
	 */
	public @Nullable Path copy(int generation) {
		Archive archive = this.archives.get(generation);
		return (archive != null) ? archive.jar() : null;
	}

	@Override
	public CompletableFuture<Void> prepare(int generation) {
		return prepare(generation, () -> {
		});
	}

	/**
	 * Take what now lies on disk for a new generation, and do something more with it.
	 * @param generation the generation
	 * @param then what to do, on the thread that takes it, before the answer
	 * @return completes when workers of that generation can be forked
	 */
	public CompletableFuture<Void> prepare(int generation, Runnable then) {
		CompletableFuture<Void> prepared = new CompletableFuture<>();
		execute(() -> prepare(generation, then, prepared), prepared);
		return prepared;
	}

	private void prepare(int generation, Runnable then, CompletableFuture<Void> prepared) {
		try {
			Path jar = jar();
			Path folder = this.folder.get();
			if (jar != null && folder != null && generation != FIRST) {
				discard(generation);
				take(generation, jar, folder, true);
			}
			then.run();
			prepared.complete(null);
		}
		catch (IOException ex) {
			prepared.completeExceptionally(new ClusterOperationException(reason(ex)));
		}
		catch (RuntimeException | Error ex) {
			prepared.completeExceptionally(ex);
		}
	}

	private static String reason(IOException ex) {
		return (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
	}

	@Override
	public void retain(Set<Integer> generations) {
		retain(generations, () -> {
		});
	}

	/**
	 * Let go of all generations but some, and do something more.
	 * @param generations the generations that still are needed
	 * @param then what to do, on the thread that takes generations
	 */
	public void retain(Set<Integer> generations, Runnable then) {
		Set<Integer> kept = Set.copyOf(generations);
		execute(() -> {
			this.archives.keySet().stream().filter((generation) -> !kept.contains(generation)).forEach(this::discard);
			then.run();
		}, new CompletableFuture<>());
	}

	private void discard(int generation) {
		Archive archive = this.archives.remove(generation);
		if (archive != null) {
			archive.delete();
		}
	}

	private void execute(Runnable task, CompletableFuture<Void> answer) {
		try {
			this.executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			answer.completeExceptionally(new ClusterOperationException("The cluster stops"));
		}
		catch (OutOfMemoryError ex) {
			answer
				.completeExceptionally(new ClusterOperationException("No thread to copy the jar: " + ex.getMessage()));
		}
	}

	@Nullable Path jar() throws IOException {
		Path jar = this.command.jar();
		if (jar == null || Files.isRegularFile(jar)) {
			return jar;
		}
		throw new NoSuchFileException(jar + " is not there, or is no file");
	}

	/**
	 * Return what lay there when the jar was taken last.
	 * @return the stamp of the jar, {@code null} if there is no jar
	 */
	@Nullable FileStamp taken() {
		return this.taken.get();
	}

	private void take(int generation, Path jar, Path folder, boolean check) throws IOException {
		FileStamp stamp = FileStamp.of(jar);
		Archive archive = new ArchiveTaking(jar, folder.resolve("generation-" + generation), this.copier, this.settling)
			.take(check);
		this.taken.set(stamp);
		this.archives.put(generation, archive);
	}

	void touch() {
		this.archives.values().forEach(Archive::touch);
	}

	/**
	 * End what is being copied. The copies go with the folder.
	 */
	@Override
	public void close() {
		this.executor.shutdownNow();
		try {
			this.executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
