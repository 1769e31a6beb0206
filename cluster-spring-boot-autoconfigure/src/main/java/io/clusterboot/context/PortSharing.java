package io.clusterboot.context;

import java.util.List;
import java.util.function.BiConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.ListenerStatus;
import io.clusterboot.protocol.Message;
import io.clusterboot.socket.ListenerPool;
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
	 * Choose the way that is possible.
	 * @param ports the shared ports
	 * @param wanted whether connections are to be steered
	 * @param workers sends a message to a worker
	 * @return the way
	 */
	static PortSharing of(SharedPorts ports, boolean wanted, BiConsumer<Long, Message.FromPrimary> workers) {
		if (!wanted) {
			return unsteered(ports, SWITCHED_OFF);
		}
		try {
			ListenerPool pool = ListenerPool.open(ports.address(), ports.main(), ports.backlog());
			List<ListenerStatus> listeners = ports.listeners(SharedPorts.BOUND_BY_WORKER);
			PortSteering steering = new PortSteering(pool, listeners, workers);
			return new PortSharing(steering, steering, steering::close);
		}
		catch (SteeringUnavailableException ex) {
			logger.warn("Connections are not steered, so some may be lost when a worker leaves: " + ex.getMessage());
			return unsteered(ports, String.valueOf(ex.getMessage()));
		}
	}

	private static PortSharing unsteered(SharedPorts ports, String reason) {
		return new PortSharing(new Unsteered(ports.listeners(reason)), SocketLending.NONE, () -> {
		});
	}

}
