package io.clusterboot.context;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.ConfigurableEnvironment;

import io.clusterboot.ListenerStatus;
import io.clusterboot.socket.PortReservation;
import io.clusterboot.socket.PortTakenException;

/**
 * The ports that the workers share, reserved by the primary for the cluster's lifetime.
 */
final class SharedPorts implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SharedPorts.class);

	/**
	 * Why a listener besides the application's own is not steered.
	 */
	static final String BOUND_BY_WORKER = "each worker binds its own socket";

	/**
	 * Each worker has an accept queue of its own, and one that is full loses connections
	 * although other workers are idle: the server's own default is too short.
	 */
	private static final int BACKLOG = 1024;

	private final int backlog;

	private final Map<String, PortReservation> reservations = new LinkedHashMap<>();

	private SharedPorts(int backlog) {
		this.backlog = backlog;
	}

	/**
	 * Reserve every port that the environment names.
	 * @param environment the complete environment
	 * @return the reserved ports
	 * @throws PortInUseException if anybody else has one of them
	 */
	static SharedPorts reserve(ConfigurableEnvironment environment) {
		Binder binder = Binder.get(environment);
		SharedPorts ports = new SharedPorts(binder.bind("server.tomcat.accept-count", Integer.class).orElse(BACKLOG));
		try {
			int port = ports.reserve(binder, "server", 8080);
			Integer management = binder.bind("management.server.port", Integer.class).orElse(null);
			if (management != null && management >= 0 && (management == 0 || management != port)) {
				ports.reserve(binder, "management.server", management);
			}
			return ports;
		}
		catch (RuntimeException ex) {
			ports.close();
			throw ex;
		}
	}

	private int reserve(Binder binder, String prefix, int defaultPort) {
		int port = binder.bind(prefix + ".port", Integer.class).orElse(defaultPort);
		InetAddress address = binder.bind(prefix + ".address", InetAddress.class).orElse(null);
		PortReservation reservation = reserve(address, port);
		this.reservations.put(prefix + ".port", reservation);
		return port;
	}

	private PortReservation reserve(@Nullable InetAddress address, int port) {
		try {
			return PortReservation.reserve(address, port);
		}
		catch (PortTakenException ex) {
			throw new PortInUseException(port, ex);
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new PortReservationException(address, port, ex);
		}
	}

	/**
	 * Return the port of the application.
	 * @return the port, never 0
	 */
	int main() {
		return reservation().port();
	}

	/**
	 * Return the address of the application.
	 * @return the address, the wildcard address for all
	 */
	InetAddress address() {
		return reservation().address();
	}

	private PortReservation reservation() {
		return this.reservations.values().iterator().next();
	}

	/**
	 * Return how many connections may wait to be accepted by each worker.
	 * @return length of the queue
	 */
	int backlog() {
		return this.backlog;
	}

	/**
	 * Return the resolved ports in the form that a worker reads from its command line.
	 * @return {@code key=port} pairs, separated by commas
	 */
	String marker() {
		StringJoiner marker = new StringJoiner(",");
		this.reservations.forEach((key, reservation) -> marker.add(key + "=" + reservation.port()));
		return marker.toString();
	}

	/**
	 * Return the listeners as they are without steering.
	 * @param reason why nothing is steered
	 * @return the listeners, the application's own first
	 */
	List<ListenerStatus> listeners(String reason) {
		List<ListenerStatus> listeners = new ArrayList<>();
		for (PortReservation reservation : this.reservations.values()) {
			listeners.add(ListenerStatus.unsteered(address(reservation), reservation.port(), reason));
		}
		return listeners;
	}

	private String address(PortReservation reservation) {
		InetAddress address = reservation.address();
		return (address == null || address.isAnyLocalAddress()) ? "*" : address.getHostAddress();
	}

	@Override
	public void close() {
		this.reservations.values().forEach(this::release);
	}

	private void release(PortReservation reservation) {
		try {
			reservation.close();
		}
		catch (IOException ex) {
			logger.debug("Port " + reservation.port() + " is released when this process ends", ex);
		}
	}

}
