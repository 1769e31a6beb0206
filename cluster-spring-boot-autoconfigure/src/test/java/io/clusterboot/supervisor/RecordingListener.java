package io.clusterboot.supervisor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

/**
 * Keeps what it is told.
 */
final class RecordingListener implements SupervisorListener {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final List<WorkerChange> changes = new CopyOnWriteArrayList<>();

	private final List<String> leadership = new CopyOnWriteArrayList<>();

	private final List<String> begun = new CopyOnWriteArrayList<>();

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

	@Override
	public void everybodyLeft() {
		this.events.add("everybodyLeft");
	}

	@Override
	public void clusterStops() {
		this.begun.add("stop");
	}

	@Override
	public void reloading(ReloadStatus reload) {
		this.begun.add("reload " + reload.id() + " " + reload.state());
	}

	@Override
	public void reloaded(ReloadStatus reload) {
		this.events.add("reload " + reload.id() + " " + reload.state());
	}

	@Override
	public void changed(WorkerChange change) {
		if (change instanceof WorkerChange.Elected || change instanceof WorkerChange.Resigning
				|| change instanceof WorkerChange.Resigned) {
			this.leadership.add(inShort(change));
		}
		else {
			this.changes.add(change);
		}
	}

	/**
	 * Return who was asked to lead, and who was to lead no more.
	 * @return the steps with the ids of the workers
	 */
	List<String> leadership() {
		return this.leadership;
	}

	/**
	 * Return what has begun, whether or not it has ended.
	 * @return reloads and the stop
	 */
	List<String> begun() {
		return this.begun;
	}

	List<WorkerChange> changes() {
		return this.changes;
	}

	List<String> events() {
		return this.events;
	}

	static String inShort(WorkerChange change) {
		return change.getClass().getSimpleName() + " " + change.worker().id();
	}

}
