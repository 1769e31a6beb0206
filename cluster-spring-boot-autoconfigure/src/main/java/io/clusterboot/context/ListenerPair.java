package io.clusterboot.context;

import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.supervisor.SupervisorListener;

/**
 * Two listeners of the supervisor, of which one is told after the other.
 *
 * @param first told first
 * @param second told next, unless the first one fails
 */
record ListenerPair(SupervisorListener first, SupervisorListener second) implements SupervisorListener {

	@Override
	public void clusterServes() {
		this.first.clusterServes();
		this.second.clusterServes();
	}

	@Override
	public void clusterReady() {
		this.first.clusterReady();
		this.second.clusterReady();
	}

	@Override
	public void startFailed(WorkerIdentity worker, WorkerExit exit) {
		this.first.startFailed(worker, exit);
		this.second.startFailed(worker, exit);
	}

	@Override
	public void gaveUp(String reason) {
		this.first.gaveUp(reason);
		this.second.gaveUp(reason);
	}

	@Override
	public void everybodyLeft() {
		this.first.everybodyLeft();
		this.second.everybodyLeft();
	}

	@Override
	public void clusterStops() {
		this.first.clusterStops();
		this.second.clusterStops();
	}

	@Override
	public void reloading(ReloadStatus reload) {
		this.first.reloading(reload);
		this.second.reloading(reload);
	}

	@Override
	public void reloaded(ReloadStatus reload) {
		this.first.reloaded(reload);
		this.second.reloaded(reload);
	}

	@Override
	public void changed(WorkerChange change) {
		this.first.changed(change);
		this.second.changed(change);
	}

}
