package io.clusterboot.context;

import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.process.ArchiveGenerations;
import io.clusterboot.process.ArchiveWatch;
import io.clusterboot.supervisor.Supervisor;

/**
 * Reloads the workers when the jar was replaced; later, if another change is under way.
 */
class PrimaryWatch implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PrimaryWatch.class);

	private final Supplier<@Nullable Supervisor> supervisor;

	private final ArchiveWatch watch;

	PrimaryWatch(ArchiveGenerations generations, Supplier<@Nullable Supervisor> supervisor) {
		this.supervisor = supervisor;
		this.watch = new ArchiveWatch(generations, this::reload);
	}

	void start() {
		this.watch.start();
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
	}

}
