package io.clusterboot.context;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.supervisor.SupervisorListener;

/**
 * Ends the primary when the supervisor cannot go on, and passes on what it tells.
 */
class PrimaryOutcome implements SupervisorListener {

	/**
	 * Exit code of a primary whose restart limit is spent while nobody serves
	 * ({@code EX_SOFTWARE} of sysexits).
	 */
	static final int GAVE_UP = 70;

	private static final Log logger = LogFactory.getLog(PrimaryOutcome.class);

	/**
	 * Exit code of a primary whose workers left because the application wanted them to.
	 */
	private static final int DONE = 0;

	private final Runnable onServing;

	private final Runnable onReady;

	private final Consumer<WorkerChange> changes;

	private final Consumer<ReloadStatus> reloads;

	private final IntConsumer exit;

	PrimaryOutcome(Runnable onServing, Runnable onReady, Consumer<WorkerChange> changes,
			Consumer<ReloadStatus> reloads) {
		this(onServing, onReady, changes, reloads, PrimaryExit::begin);
	}

	PrimaryOutcome(Runnable onServing, Runnable onReady, Consumer<WorkerChange> changes, Consumer<ReloadStatus> reloads,
			IntConsumer exit) {
		this.onServing = onServing;
		this.onReady = onReady;
		this.changes = changes;
		this.reloads = reloads;
		this.exit = exit;
	}

	@Override
	public void clusterServes() {
		this.onServing.run();
	}

	@Override
	public void clusterReady() {
		this.onReady.run();
	}

	@Override
	public void changed(WorkerChange change) {
		this.changes.accept(change);
	}

	@Override
	public void reloaded(ReloadStatus reload) {
		this.reloads.accept(reload);
	}

	@Override
	public void everybodyLeft() {
		logger.info("All workers have left, as they were asked to; the primary ends");
		this.exit.accept(DONE);
	}

	@Override
	public void startFailed(WorkerIdentity worker, WorkerExit exit) {
		logger.error("Worker %d (id %d) did not start: %s. The primary ends with code %d".formatted(worker.ordinal(),
				worker.id(), exit.reason(), exit.code()));
		this.exit.accept(exit.code());
	}

	@Override
	public void gaveUp(String reason) {
		logger.error("The primary gives up and ends with code %d: %s".formatted(GAVE_UP, reason));
		this.exit.accept(GAVE_UP);
	}

}
