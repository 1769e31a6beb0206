package io.clusterboot.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.ListenerStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.process.ProcessStarter;
import io.clusterboot.protocol.Message;
import io.clusterboot.socket.ListenerPool;
import io.clusterboot.supervisor.Steering;

/**
 * Steers the connections of the application's own port, whose sockets the primary owns. A
 * kernel that suddenly refuses something changes nothing but the shares.
 */
class PortSteering implements Steering, SocketLending {

	private static final Log logger = LogFactory.getLog(PortSteering.class);

	private final ListenerPool pool;

	private final List<ListenerStatus> listeners;

	private final BiConsumer<Long, Message.FromPrimary> workers;

	private final ReentrantLock lock = new ReentrantLock();

	private final AtomicBoolean closed = new AtomicBoolean();

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
		ListenerStatus main = listeners.get(0);
		listeners.set(0, new ListenerStatus(main.address(), main.port(), "ACTIVE", null, this.pool.sockets(),
				this.pool.program()));
		return listeners;
	}

	@Override
	public void join(WorkerIdentity worker) {
		safely(() -> {
			this.pool.join(worker.id());
			// Not before, as a socket that does not listen cannot be accepted from
			this.workers.accept(worker.id(), new Message.Join());
		});
	}

	@Override
	public void steer(Map<Long, Integer> weights) {
		safely(() -> this.pool.steer(weights));
	}

	@Override
	public void gone(WorkerIdentity worker, boolean successor) {
		safely(() -> this.pool.gone(worker.id(), successor));
	}

	@Override
	public void orphaned(WorkerIdentity worker) {
		safely(() -> this.pool.orphaned(worker.id()));
	}

	@Override
	public void shed(WorkerIdentity worker, int connections) {
		this.workers.accept(worker.id(), new Message.Shed(connections));
	}

	@Override
	public void refuse() {
		safely(this.pool::refuse);
	}

	/**
	 * Let go of the sockets. Any thread may ask; the supervisor's, which may still be
	 * busy, finds nothing to do from then on.
	 */
	void close() {
		safely(() -> {
			this.closed.set(true);
			this.pool.close();
		});
	}

	private void safely(Runnable call) {
		this.lock.lock();
		try {
			if (!this.closed.get()) {
				call.run();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Connections are steered as before: " + ex.getMessage());
		}
		finally {
			this.lock.unlock();
		}
	}

}
