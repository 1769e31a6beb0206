package io.clusterboot.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.worker.ConnectionShedder;

/**
 * {@link ConnectionShedder} for the connections of the application's own port.
 *
 * @since 0.1.0
 */
public final class KeepAliveShedder implements ConnectionShedder {

	private final List<SharedServer> servers = new CopyOnWriteArrayList<>();

	void add(SharedServer server) {
		this.servers.add(server);
	}

	List<SharedServer> servers() {
		return this.servers;
	}

	@Override
	public void shed(int connections) {
		this.servers.forEach((server) -> server.tickets().issue(connections));
	}

}
