package io.clusterboot.supervisor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

/**
 * Keeps what it is told.
 */
final class RecordingListener implements SupervisorListener {

	private final List<String> events = new CopyOnWriteArrayList<>();

	@Override
	public void clusterServes() {
		this.events.add("serves");
	}

	@Override
	public void clusterReady() {
		this.events.add("ready");
	}

	@Override
	public void startFailed(WorkerIdentity worker, WorkerExit exit) {
		this.events.add("startFailed " + worker.ordinal() + " code " + exit.code());
	}

	@Override
	public void gaveUp(String reason) {
		this.events.add("gaveUp: " + reason);
	}

	List<String> events() {
		return this.events;
	}

}
