package io.clusterboot.supervisor;

import java.util.HashMap;
import java.util.Map;

import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

/**
 * Tells the listener of each step in a worker's life. The end of the channel is told
 * whether it is seen before or after the end of the process. Of a process that could not
 * be forked nothing is told: nobody could make sense of the end of what never began.
 */
final class Chronicle {

	private final SupervisorListener listener;

	/**
	 * Workers whose control channel is open; their processes may be gone already.
	 */
	private final Map<Long, WorkerIdentity> connected = new HashMap<>();

	Chronicle(SupervisorListener listener) {
		this.listener = listener;
	}

	void forked(WorkerRun run) {
		tell(run, new WorkerChange.Forked(run.identity(), run.process().pid()));
	}

	void online(WorkerRun run) {
		this.connected.put(run.identity().id(), run.identity());
		this.listener.changed(new WorkerChange.Online(run.identity()));
	}

	void listening(WorkerRun run, String address, int port) {
		this.listener.changed(new WorkerChange.Listening(run.identity(), address, port));
	}

	void ready(WorkerRun run) {
		this.listener.changed(new WorkerChange.Ready(run.identity()));
	}

	void leaving(WorkerRun run) {
		tell(run, new WorkerChange.Leaving(run.identity()));
	}

	void elected(WorkerRun run) {
		this.listener.changed(new WorkerChange.Elected(run.identity()));
	}

	void resigning(WorkerRun run) {
		this.listener.changed(new WorkerChange.Resigning(run.identity()));
	}

	void resigned(WorkerRun run) {
		this.listener.changed(new WorkerChange.Resigned(run.identity()));
	}

	void disconnected(long id) {
		WorkerIdentity worker = this.connected.remove(id);
		if (worker != null) {
			this.listener.changed(new WorkerChange.Disconnected(worker));
		}
	}

	void exited(WorkerRun run, WorkerExit exit) {
		tell(run, new WorkerChange.Exited(run.identity(), exit));
	}

	private void tell(WorkerRun run, WorkerChange change) {
		if (run.failure() == null) {
			this.listener.changed(change);
		}
	}

}
