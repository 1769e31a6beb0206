package io.clusterboot.context;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

import io.clusterboot.WorkerExit;
import io.clusterboot.process.JvmWorkerLauncher;
import io.clusterboot.supervisor.ForkRequest;
import io.clusterboot.supervisor.WorkerLauncher;
import io.clusterboot.supervisor.WorkerProcess;

/**
 * {@link WorkerLauncher} that knows what workers printed last, whatever wraps the one
 * that starts them.
 *
 * @param launcher starts the workers
 * @param memory reads what they print
 */
record RememberingLauncher(WorkerLauncher launcher, JvmWorkerLauncher memory) implements WorkerLauncher {

	/**
	 * Enough for the report of a failed start.
	 */
	private static final int LINES = 60;

	@Override
	public WorkerProcess launch(ForkRequest request, Consumer<WorkerExit> onExit) throws IOException {
		return this.launcher.launch(request, onExit);
	}

	@Override
	public List<String> lastLines(long id) {
		return this.memory.lastLines(id, LINES);
	}

}
