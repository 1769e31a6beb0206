package io.clusterboot.protocol;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.WorkerIdentity;

/**
 * Notes what it is told, but for heartbeats.
 */
class RecordingHandler implements ControlServer.Handler {

	private final List<String> events = new CopyOnWriteArrayList<>();

	List<String> events() {
		return this.events;
	}

	@Override
	public void online(WorkerIdentity identity, long pid) {
		this.events.add("online " + identity.id() + " " + pid);
	}

	@Override
	public void message(WorkerIdentity identity, Message.FromWorker message) {
		this.events.add(identity.id() + " " + message);
	}

	@Override
	public void disconnected(WorkerIdentity identity) {
		this.events.add("disconnected " + identity.id());
	}

}
