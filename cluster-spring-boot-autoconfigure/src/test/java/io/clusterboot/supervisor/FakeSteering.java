package io.clusterboot.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.clusterboot.ListenerStatus;
import io.clusterboot.WorkerIdentity;

/**
 * Steering that notes what it was told.
 */
final class FakeSteering implements Steering {

	static final int PORT = 8080;

	private final List<String> calls = new ArrayList<>();

	private Map<Long, Integer> weights = Map.of();

	private boolean active = true;

	private Runnable onJoin = () -> {
	};

	void off() {
		this.active = false;
	}

	void onJoin(Runnable action) {
		this.onJoin = action;
	}

	List<String> calls() {
		return this.calls;
	}

	Map<Long, Integer> weights() {
		return this.weights;
	}

	@Override
	public boolean isActive() {
		return this.active;
	}

	@Override
	public List<ListenerStatus> listeners() {
		return List.of(ListenerStatus.unsteered("*", PORT, "").steered(List.of(), List.of()));
	}

	@Override
	public void join(WorkerIdentity worker) {
		this.calls.add("join " + worker.id());
		this.onJoin.run();
	}

	@Override
	public void steer(Map<Long, Integer> weights) {
		if (!weights.equals(this.weights)) {
			this.calls.add("steer " + weights.keySet());
		}
		this.weights = Map.copyOf(weights);
	}

	@Override
	public void orphaned(WorkerIdentity worker) {
		this.calls.add("orphaned " + worker.id());
	}

	@Override
	public void gone(WorkerIdentity worker, boolean successor) {
		this.calls.add((successor ? "waits " : "gone ") + worker.id());
	}

	@Override
	public void shed(WorkerIdentity worker, int connections) {
		this.calls.add("shed " + connections + " of " + worker.id());
	}

	@Override
	public void refuse() {
		if (!this.calls.contains("refuse")) {
			this.calls.add("refuse");
		}
	}

}
