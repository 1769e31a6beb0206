package io.clusterboot.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.clusterboot.load.Connection.Opener;

/**
 * The ways in which clients use a server.
 *
 * @since 0.1.0
 */
public enum Traffic {

	/**
	 * A connection for each request.
	 */
	NEW_CONNECTION("new connections", 16, false, Endpoint.loaded("/pid"), Upload.NONE),

	/**
	 * A connection for each client, for as long as the server keeps it.
	 */
	KEEP_ALIVE("keep-alive", 64, true, Endpoint.loaded("/pid"), Upload.NONE),

	/**
	 * HTTP/2 connections, each shared by four clients.
	 */
	HTTP2("HTTP/2", 32, true, Endpoint.loaded("/pid"), Upload.NONE) {

		@Override
		List<Opener> openers(Endpoint endpoint, int port, int clients, Duration timeout, Tally tally) {
			List<Opener> openers = new ArrayList<>();
			while (openers.size() < clients) {
				Connection shared = Http2Connection.to(port, endpoint.path(), timeout, tally);
				openers.addAll(Collections.nCopies(Math.min(SHARERS, clients - openers.size()), () -> shared));
			}
			return openers;
		}

	},

	/**
	 * Requests that are in flight for two seconds, each on its own connection.
	 */
	SLOW("slow requests", 64, false, Endpoint.loaded("/slow?millis=2000"), Upload.NONE),

	/**
	 * Bodies of one MiB, sent in pieces over 300 ms, each on its own connection.
	 */
	UPLOAD("uploads", 32, false, Endpoint.upload("/upload", 1 << 20),
			new Upload(1 << 16, 1 << 4, Duration.ofMillis(19)));

	private static final int SHARERS = 4;

	private final String title;

	private final int clients;

	private final boolean keepAlive;

	private final Endpoint endpoint;

	private final Upload upload;

	Traffic(String title, int clients, boolean keepAlive, Endpoint endpoint, Upload upload) {
		this.title = title;
		this.clients = clients;
		this.keepAlive = keepAlive;
		this.endpoint = endpoint;
		this.upload = upload;
	}

	public String title() {
		return this.title;
	}

	/**
	 * Return how many clients are full load.
	 * @return number of clients
	 */
	public int clients() {
		return this.clients;
	}

	public boolean keepsAlive() {
		return this.keepAlive;
	}

	public Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Return what opens the connections of each client.
	 * @param endpoint what to ask for
	 * @param port the port
	 * @param clients number of clients
	 * @param timeout how long an answer may take
	 * @param tally told of each connection, and of each request that is sent again
	 * @return one for each client
	 */
	List<Opener> openers(Endpoint endpoint, int port, int clients, Duration timeout, Tally tally) {
		byte[] head = (this.upload.length() > 0) ? Endpoint.head(endpoint.path(), this.upload.length())
				: endpoint.request(this.keepAlive);
		return Collections.nCopies(clients, Http1Connection.opener(port, head, this.upload, timeout, tally));
	}

}
