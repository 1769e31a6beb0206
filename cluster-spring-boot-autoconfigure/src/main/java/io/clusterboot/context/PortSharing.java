package io.clusterboot.context;

import java.util.function.BiConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.context.ClusterProperties.Listen;
import io.clusterboot.protocol.Message;
import io.clusterboot.socket.ListenerPool;
import io.clusterboot.socket.OneSocket;
import io.clusterboot.socket.SteeringUnavailableException;
import io.clusterboot.supervisor.Steering;
import io.clusterboot.supervisor.Unsteered;

/**
 * How the workers share the application's own port: by sockets of the primary, which it
 * can steer connections to, or by sockets of their own.
 *
 * @param steering who decides where connections go
 * @param lending gives each worker its socket
 * @param close lets go of the sockets
 */
record PortSharing(Steering steering, SocketLending lending, Runnable close) {

	private static final Log logger = LogFactory.getLog(PortSharing.class);

	private static final String SWITCHED_OFF = "cluster.steering is off";

	/**
	 * Choose the way that is wanted if it is possible.
	 * @param ports the shared ports
	 * @param wanted the way that is wanted
	 * @param count number of workers
	 * @param workers sends a message to a worker
	 * @return the way
	 */
	static PortSharing of(SharedPorts ports, Wanted wanted, int count, BiConsumer<Long, Message.FromPrimary> workers) {
		try {
			return switch (wanted) {
				case STEERED -> steered(ports, workers);
				case UNSTEERED -> unsteered(ports, SWITCHED_OFF);
				case ONE_SOCKET -> oneSocket(ports, count, workers);
			};
		}
		catch (SteeringUnavailableException ex) {
			logger.warn("Connections are not steered, so some may be lost when a worker leaves: " + ex.getMessage());
			return unsteered(ports, String.valueOf(ex.getMessage()));
		}
	}

	private static PortSharing steered(SharedPorts ports, BiConsumer<Long, Message.FromPrimary> workers) {
		ListenerPool pool = ListenerPool.open(ports.address(), ports.main(), ports.backlog());
		PortSteering steering = new PortSteering(pool, ports.listeners(SharedPorts.BOUND_BY_WORKER), workers);
		return new PortSharing(steering, steering, steering::close);
	}

	private static PortSharing oneSocket(SharedPorts ports, int count, BiConsumer<Long, Message.FromPrimary> workers) {
		// What a queue per worker would hold together; the kernel cuts it to what it
		// allows.
		int backlog = (int) Math.min(Integer.MAX_VALUE, (long) ports.backlog() * count);
		OneSocket socket = OneSocket.open(ports.address(), ports.main(), backlog);
		OneSocketSteering steering = new OneSocketSteering(socket, ports.listeners(SharedPorts.BOUND_BY_WORKER),
				workers);
		return new PortSharing(steering, steering, steering::close);
	}

	private static PortSharing unsteered(SharedPorts ports, String reason) {
		return new PortSharing(new Unsteered(ports.listeners(reason)), SocketLending.NONE, () -> {
		});
	}

	/**
	 * How the workers are to share the port.
	 */
	enum Wanted {

		/**
		 * Each has a socket, and the kernel is told which one gets a connection.
		 */
		STEERED,

		/**
		 * Each has a socket, and the kernel chooses.
		 */
		UNSTEERED,

		/**
		 * All accept from the same socket.
		 */
		ONE_SOCKET;

		static Wanted of(ClusterProperties properties) {
			if (properties.getListen() == Listen.SHARED) {
				return ONE_SOCKET;
			}
			return (properties.getSteering() == ClusterProperties.Steering.AUTO) ? STEERED : UNSTEERED;
		}

	}

}
