package io.clusterboot.context;

import java.util.List;
import java.util.Map;

import io.clusterboot.ListenerStatus;
import io.clusterboot.QueueFigures;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.process.WorkerAffinity;
import io.clusterboot.supervisor.Steering;

/**
 * {@link Steering} that tells who gets connections: where a worker is parked the others
 * need its processor.
 *
 * @param steering does the work
 * @param affinity is told
 */
record AffinitySteering(Steering steering, WorkerAffinity affinity) implements Steering {

	@Override
	public boolean isActive() {
		return this.steering.isActive();
	}

	@Override
	public List<ListenerStatus> listeners() {
		return this.steering.listeners();
	}

	@Override
	public List<QueueFigures> queues() {
		return this.steering.queues();
	}

	@Override
	public void join(WorkerIdentity worker) {
		this.steering.join(worker);
	}

	@Override
	public void steer(Map<Long, Integer> weights) {
		this.affinity.directed(weights.keySet());
		this.steering.steer(weights);
	}

	@Override
	public void gone(WorkerIdentity worker, boolean successor) {
		this.steering.gone(worker, successor);
	}

	@Override
	public void orphaned(WorkerIdentity worker) {
		this.steering.orphaned(worker);
	}

	@Override
	public void shed(WorkerIdentity worker, int connections) {
		this.steering.shed(worker, connections);
	}

	@Override
	public void refuse() {
		this.steering.refuse();
	}

}
