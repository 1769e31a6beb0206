package io.clusterboot.context;

import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.WorkerChange;
import io.clusterboot.cache.CachedGenerations;
import io.clusterboot.process.ArchiveGenerations;
import io.clusterboot.process.ArchiveWatch;
import io.clusterboot.supervisor.Supervisor;

/**
 * The application's jar as the primary sees it: copies for the workers, a watch for
 * another one, and what the primary itself needs of it later.
 */
class PrimaryJar implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PrimaryJar.class);

	private final Supplier<@Nullable Supervisor> supervisor;

	private final boolean watched;

	private final CachedGenerations generations;

	private final ArchiveWatch watch;

	private final ClassPreloader preloader;

	PrimaryJar(PrimarySettings settings, @Nullable ClassLoader classLoader, Supplier<@Nullable Supervisor> supervisor) {
		this.supervisor = supervisor;
		this.watched = settings.watch();
		ArchiveGenerations copies = new ArchiveGenerations(settings.command());
		this.generations = new CachedGenerations(copies, settings.cache());
		this.watch = new ArchiveWatch(copies, this::reload);
		this.preloader = new ClassPreloader(classLoader);
	}

	/**
	 * Take the jar for the first generation.
	 * @param folder where copies go, removed by somebody else
	 */
	void take(Path folder) {
		this.generations.start(folder);
	}

	/**
	 * Return what the workers of each generation run.
	 * @return the generations
	 */
	CachedGenerations generations() {
		return this.generations;
	}

	/**
	 * Be told of a step in a worker's life.
	 * @param change the step
	 */
	void changed(WorkerChange change) {
		if (change instanceof WorkerChange.Ready) {
			this.generations.ready(change.worker());
		}
	}

	/**
	 * Be prepared for whatever happens to the jar, the first worker being ready.
	 */
	void serves() {
		this.preloader.start();
		if (this.watched) {
			this.watch.start();
		}
	}

	private void reload() {
		Supervisor supervisor = this.supervisor.get();
		if (supervisor != null) {
			supervisor.reload(0).whenComplete((status, failure) -> {
				if (failure != null) {
					refused(failure);
				}
			});
		}
	}

	void refused(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof ClusterConflictException) {
			logger.debug("The reload has to wait: " + cause.getMessage());
			this.watch.again();
		}
		else {
			logger.warn("The jar was replaced, but the workers are not: " + cause.getMessage());
		}
	}

	@Override
	public void close() {
		this.watch.close();
		this.generations.close();
	}

}
