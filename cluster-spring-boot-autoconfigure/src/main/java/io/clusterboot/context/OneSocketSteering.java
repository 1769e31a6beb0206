package io.clusterboot.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.clusterboot.ListenerStatus;
import io.clusterboot.QueueFigures;
import io.clusterboot.SocketStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.process.ProcessStarter;
import io.clusterboot.protocol.Message;
import io.clusterboot.socket.AcceptGate;
import io.clusterboot.socket.ListenerOrigin;
import io.clusterboot.socket.OneSocket;
import io.clusterboot.supervisor.Steering;

/**
 * Shares one socket of the primary among all workers. They accept when it is their turn,
 * and each is told how often it may take one.
 */
class OneSocketSteering implements Steering, SocketLending {

	/**
	 * No worker that may have connections at all gets less, so that those that wait are
	 * soon served should the others fail.
	 */
	private static final int LEAST_SHARE = 10;

	/**
	 * What a worker is told that has joined and waits for its first share.
	 */
	private static final int NOTHING_TOLD = -1;

	private final OneSocket socket;

	private final List<ListenerStatus> listeners;

	private final BiConsumer<Long, Message.FromPrimary> workers;

	private final SteeringGuard guard = new SteeringGuard();

	/**
	 * The shares of the workers that have joined, as they were told.
	 */
	private final Map<Long, Integer> told = new HashMap<>();

	/**
	 * Create a new {@link OneSocketSteering} instance.
	 * @param socket the socket
	 * @param listeners the listeners as they are without steering, the shared one first
	 * @param workers sends a message to a worker
	 */
	OneSocketSteering(OneSocket socket, List<ListenerStatus> listeners, BiConsumer<Long, Message.FromPrimary> workers) {
		this.socket = socket;
		this.listeners = List.copyOf(listeners);
		this.workers = workers;
	}

	@Override
	public ListenerOrigin origin() {
		return ListenerOrigin.SHARED;
	}

	@Override
	public ProcessStarter lend(WorkerIdentity worker) {
		return this.socket::start;
	}

	@Override
	public void takeBack(WorkerIdentity worker) {
		// It was not for this worker alone.
	}

	@Override
	public boolean isActive() {
		return true;
	}

	@Override
	public List<ListenerStatus> listeners() {
		List<ListenerStatus> listeners = new ArrayList<>(this.listeners);
		boolean listening = this.socket.isListening();
		List<SocketStatus> sockets = listening ? List.of(new SocketStatus(0, null, AcceptGate.FULL_SHARE)) : List.of();
		listeners.set(0, listeners.get(0).shared(sockets));
		return listeners;
	}

	@Override
	public List<QueueFigures> queues() {
		List<QueueFigures> queues = new ArrayList<>();
		this.guard.run(() -> queues.addAll(this.socket.queues()));
		return queues;
	}

	@Override
	public void join(WorkerIdentity worker) {
		this.guard.run(() -> {
			this.socket.listen();
			this.told.put(worker.id(), NOTHING_TOLD);
		});
	}

	@Override
	public void steer(Map<Long, Integer> weights) {
		// Who has not joined may have a weight but takes nothing.
		int most = this.told.keySet().stream().mapToInt((worker) -> weights.getOrDefault(worker, 0)).max().orElse(0);
		if (most > 0) {
			this.guard.run(() -> this.told
				.replaceAll((worker, told) -> tell(worker, told, share(weights.getOrDefault(worker, 0), most))));
		}
	}

	private int share(int weight, int most) {
		return (weight > 0) ? Math.max(LEAST_SHARE, AcceptGate.FULL_SHARE * weight / most) : 0;
	}

	private int tell(long worker, int told, int share) {
		if (told != share) {
			this.workers.accept(worker, new Message.Join(share));
		}
		return share;
	}

	@Override
	public void gone(WorkerIdentity worker, boolean successor) {
		this.told.remove(worker.id());
	}

	@Override
	public void orphaned(WorkerIdentity worker) {
		gone(worker, true);
	}

	@Override
	public void shed(WorkerIdentity worker, int connections) {
		this.workers.accept(worker.id(), new Message.Shed(connections));
	}

	@Override
	public void refuse() {
		this.guard.run(() -> {
			this.told.clear();
			this.socket.refuse();
		});
	}

	/**
	 * Let go of the socket.
	 */
	void close() {
		this.guard.close(this.socket::close);
	}

}
