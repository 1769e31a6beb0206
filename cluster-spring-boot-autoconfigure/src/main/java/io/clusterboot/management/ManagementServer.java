package io.clusterboot.management;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

import com.sun.net.httpserver.HttpServer;
import org.springframework.core.env.Environment;

/**
 * The HTTP server in the primary, that of the JDK. It knows nobody: who reaches its port
 * may read, and may change what the access of the endpoint permits.
 *
 * @since 0.1.0
 */
public final class ManagementServer implements AutoCloseable {

	/**
	 * How long a client may take to send a request or to receive an answer.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int DEFAULT_BACKLOG = 0;

	private final HttpServer server;

	private final RequestThreads threads;

	private final Router router;

	private ManagementServer(HttpServer server, RequestThreads threads, Router router) {
		this.server = server;
		this.threads = threads;
		this.router = router;
	}

	/**
	 * Listen, and answer from now on.
	 * @param address name or address to listen on
	 * @param port the port, or 0 for a free one
	 * @param primary what is shown and changed
	 * @param environment has the properties of the actuator
	 * @return the server
	 * @throws ManagementPortException if the address and port cannot be had
	 */
	public static ManagementServer start(String address, int port, ManagedPrimary primary, Environment environment) {
		return start(address, port, primary, environment, PATIENCE);
	}

	static ManagementServer start(String address, int port, ManagedPrimary primary, Environment environment,
			Duration patience) {
		Router router = Router.of(primary, environment);
		HttpServer server = listen(address, port);
		RequestThreads threads = new RequestThreads(patience);
		LoopbackGuard guard = new LoopbackGuard(server.getAddress().getAddress(), address);
		server.setExecutor(threads);
		server.createContext("/", new ExchangeHandler(router, new JsonAnswers(primary.json()), guard, threads));
		server.start();
		return new ManagementServer(server, threads, router);
	}

	private static HttpServer listen(String address, int port) {
		try {
			return HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), DEFAULT_BACKLOG);
		}
		catch (IOException ex) {
			throw new ManagementPortException(address, port, ex);
		}
	}

	/**
	 * Return the port.
	 * @return the port, never 0
	 */
	public int port() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Answer requests of every kind, so that all that answers need is loaded. None of
	 * them changes anything.
	 * @throws Exception if one cannot be answered
	 */
	public void warmUp() throws Exception {
		this.router.warmUp();
	}

	static String print(InetSocketAddress address) {
		String host = address.getAddress().getHostAddress();
		return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.close();
	}

	/**
	 * Return where the server listens.
	 */
	@Override
	public String toString() {
		return print(this.server.getAddress());
	}

}
