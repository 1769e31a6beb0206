package io.clusterboot.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import io.clusterboot.integration.Jvm;
import io.clusterboot.integration.Processes;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.HttpConnection;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;

/**
 * An application as its users start it: with the defaults of the JVM, of Boot and of the
 * cluster, plain or with a number of workers.
 */
final class Started implements AutoCloseable {

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private static final Duration ANSWER = Duration.ofSeconds(10);

	private static final Duration EXIT = Duration.ofMinutes(2);

	private static final Duration INTERVAL = Duration.ofMillis(10);

	private static final Pattern ALONE = Pattern.compile("Started \\w+ in ");

	private static final Pattern READY = Pattern.compile("Worker (\\d+) \\(id \\d+, pid (\\d+)\\) ready in");

	private final Subject subject;

	private final int workers;

	private final int port = freePort();

	private final long start;

	private final Jvm jvm;

	private Started(Home home, int workers, List<String> arguments) {
		this.subject = home.subject();
		this.workers = workers;
		List<String> command = new ArrayList<>(List.of(Target.java("java")));
		command.addAll(Soak.options("jvm", List.of()));
		command.add("-Djava.io.tmpdir=" + home.temporary());
		command.addAll(List.of("-jar", home.jar().toString(), "--server.port=" + this.port));
		command.add((workers > 0) ? "--cluster.workers=" + workers : "--cluster.enabled=false");
		command.addAll(arguments);
		command.addAll(Soak.options("args", List.of()));
		this.start = System.nanoTime();
		this.jvm = new Jvm(command, home.environment(), home.folder(), home.output());
		// Whatever ends this program, nothing stays; workers follow their primary.
		Runtime.getRuntime().addShutdownHook(new Thread(this.jvm::kill, "soak-end"));
	}

	/**
	 * Start the application without a cluster.
	 * @param home the folder
	 * @param arguments further arguments of the application
	 * @return the application, which is starting
	 */
	static Started plain(Home home, String... arguments) {
		return new Started(home, 0, List.of(arguments));
	}

	/**
	 * Start the application as a cluster.
	 * @param home the folder
	 * @param workers number of workers
	 * @param arguments further arguments of the application
	 * @return the cluster, which is starting
	 */
	static Started cluster(Home home, int workers, String... arguments) {
		return new Started(home, workers, List.of(arguments));
	}

	/**
	 * Have this start leave its caches behind, and end it.
	 * @param settle how long it runs at least
	 */
	void leaveCaches(Duration settle) {
		try (this) {
			awaitReady();
			Pause.of(settle);
			// What else the primary has started may still write one.
			await(() -> Processes.childrenOf(this.jvm.pid()).size() <= this.workers);
		}
	}

	/**
	 * Wait for the first response with status 200.
	 * @return seconds since the process was started
	 */
	double awaitFirstResponse() {
		byte[] request = Endpoint.request("GET", this.subject.pages().get(0).path(), false);
		return await(() -> isAnswered(request));
	}

	private boolean isAnswered(byte[] request) {
		try (HttpConnection connection = HttpConnection.open(this.port, ANSWER)) {
			connection.exchange(request);
			return true;
		}
		catch (RequestFailedException ex) {
			return false;
		}
	}

	/**
	 * Wait until all workers are ready, or the plain application is.
	 * @return seconds since the process was started
	 */
	double awaitReady() {
		return await(
				() -> (this.workers > 0) ? workers().size() == this.workers : ALONE.matcher(this.jvm.output()).find());
	}

	private double await(BooleanSupplier condition) {
		for (Duration elapsed = elapsed(); elapsed.compareTo(LONGEST) < 0; elapsed = elapsed()) {
			boolean alive = this.jvm.isAlive();
			if (condition.getAsBoolean()) {
				return elapsed().toNanos() / 1e9;
			}
			if (!alive) {
				break;
			}
			Pause.of(INTERVAL.minus(elapsed().minus(elapsed)));
		}
		throw new IllegalStateException("Did not start in " + elapsed() + "\n" + this.jvm.output());
	}

	private Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.start);
	}

	int port() {
		return this.port;
	}

	/**
	 * Return the process that was started: the primary, or the plain application.
	 * @return process id
	 */
	long pid() {
		return this.jvm.pid();
	}

	/**
	 * Return the workers that are ready.
	 * @return process ids in the order of the workers' ordinals
	 */
	List<Long> workers() {
		Map<Integer, Long> ready = new TreeMap<>();
		READY.matcher(this.jvm.output())
			.results()
			.forEach((line) -> ready.put(Integer.valueOf(line.group(1)), Long.valueOf(line.group(2))));
		return List.copyOf(ready.values());
	}

	@Override
	public void close() {
		this.jvm.terminate();
		int code = this.jvm.awaitExit(EXIT);
		List<Long> left = Processes.workersOf(pid());
		if (code != 143 || !left.isEmpty()) {
			throw new IllegalStateException("Ended with " + code + " and left " + left + "\n" + this.jvm.output());
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
