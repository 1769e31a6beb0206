package io.clusterboot.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.clusterboot.ListenerStatus;
import io.clusterboot.QueueFigures;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.process.ProcessStarter;
import io.clusterboot.protocol.Message;
import io.clusterboot.socket.AcceptGate;
import io.clusterboot.socket.ListenerOrigin;
import io.clusterboot.socket.ListenerPool;
import io.clusterboot.supervisor.Steering;

/**
 * Steers the connections of the application's own port, whose sockets the primary owns.
 */
class PortSteering implements Steering, SocketLending {

	private final ListenerPool pool;

	private final List<ListenerStatus> listeners;

	private final BiConsumer<Long, Message.FromPrimary> workers;

	private final SteeringGuard guard = new SteeringGuard();

	/**
	 * Create a new {@link PortSteering} instance.
	 * @param pool the sockets
	 * @param listeners the listeners as they are without steering, the steered one first
	 * @param workers sends a message to a worker
	 */
	PortSteering(ListenerPool pool, List<ListenerStatus> listeners, BiConsumer<Long, Message.FromPrimary> workers) {
		this.pool = pool;
		this.listeners = List.copyOf(listeners);
		this.workers = workers;
	}

	@Override
	public ListenerOrigin origin() {
		return ListenerOrigin.LENT;
	}

	@Override
	public boolean isActive() {
		return true;
	}

	@Override
	public ProcessStarter lend(WorkerIdentity worker) {
		this.pool.assign(worker);
		return (builder) -> this.pool.start(worker, builder);
	}

	@Override
	public void takeBack(WorkerIdentity worker) {
		gone(worker, true);
	}

	@Override
	public List<ListenerStatus> listeners() {
		List<ListenerStatus> listeners = new ArrayList<>(this.listeners);
		listeners.set(0, listeners.get(0).steered(this.pool.sockets(), this.pool.program()));
		return listeners;
	}

	@Override
	public List<QueueFigures> queues() {
		List<QueueFigures> queues = new ArrayList<>();
		this.guard.run(() -> queues.addAll(this.pool.queues()));
		return queues;
	}

	@Override
	public void join(WorkerIdentity worker) {
		this.guard.run(() -> {
			this.pool.join(worker.id());
			// Not before, as a socket that does not listen cannot be accepted from
			this.workers.accept(worker.id(), new Message.Join(AcceptGate.FULL_SHARE));
		});
	}

	@Override
	public void steer(Map<Long, Integer> weights) {
		this.guard.run(() -> this.pool.steer(weights));
	}

	@Override
	public void gone(WorkerIdentity worker, boolean successor) {
		this.guard.run(() -> this.pool.gone(worker.id(), successor));
	}

	@Override
	public void orphaned(WorkerIdentity worker) {
		this.guard.run(() -> this.pool.orphaned(worker.id()));
	}

	@Override
	public void shed(WorkerIdentity worker, int connections) {
		this.workers.accept(worker.id(), new Message.Shed(connections));
	}

	@Override
	public void refuse() {
		this.guard.run(this.pool::refuse);
	}

	/**
	 * Let go of the sockets.
	 */
	void close() {
		this.guard.close(this.pool::close);
	}

}
