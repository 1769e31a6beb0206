package io.clusterboot.context;

import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.supervisor.SupervisorListener;

/**
 * Ends the primary when the supervisor cannot go on.
 */
class PrimaryOutcome implements SupervisorListener {

	/**
	 * Exit code of a primary whose restart limit is spent while nobody serves
	 * ({@code EX_SOFTWARE} of sysexits).
	 */
	static final int GAVE_UP = 70;

	private static final Log logger = LogFactory.getLog(PrimaryOutcome.class);

	private final Runnable onServing;

	private final IntConsumer exit;

	PrimaryOutcome(Runnable onServing) {
		this(onServing, PrimaryExit::begin);
	}

	PrimaryOutcome(Runnable onServing, IntConsumer exit) {
		this.onServing = onServing;
		this.exit = exit;
	}

	@Override
	public void clusterServes() {
		this.onServing.run();
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
