package io.clusterboot.supervisor;

import java.util.List;
import java.util.Map;

import io.clusterboot.ListenerStatus;
import io.clusterboot.WorkerIdentity;

/**
 * {@link Steering} that steers nothing: each worker binds a listener of its own.
 *
 * @param listeners the listeners that the workers share
 * @since 0.1.0
 */
public record Unsteered(List<ListenerStatus> listeners) implements Steering {

	public Unsteered {
		listeners = List.copyOf(listeners);
	}

	@Override
	public boolean isActive() {
		return false;
	}

	@Override
	public void join(WorkerIdentity worker) {
	}

	@Override
	public void steer(Map<Long, Integer> weights) {
	}

	@Override
	public void gone(WorkerIdentity worker, boolean successor) {
	}

	@Override
	public void orphaned(WorkerIdentity worker) {
	}

	@Override
	public void shed(WorkerIdentity worker, int connections) {
	}

	@Override
	public void refuse() {
	}

}
