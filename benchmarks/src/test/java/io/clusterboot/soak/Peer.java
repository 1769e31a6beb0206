package io.clusterboot.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.springframework.util.FileSystemUtils;

import io.clusterboot.load.Endpoint;
import io.clusterboot.load.HttpConnection;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;

/**
 * Another server with two workers, started and reloaded by its script.
 */
final class Peer implements AutoCloseable {

	static final String LOAD_JAR = "LOAD_JAR";

	/**
	 * Path that is answered with status 200, {@code /pid} by default.
	 */
	static final String READY = "READY";

	private static final Duration START = Duration.ofMinutes(1);

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private final Path script;

	private final Path directory;

	private final int port = freePort();

	private final Map<String, String> environment;

	private Peer(Path script, Map<String, String> environment) {
		try {
			this.script = script;
			this.environment = environment;
			this.directory = Files.createTempDirectory("peer-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start a peer and wait until it answers.
	 * @param name name of its script
	 * @return the peer
	 */
	static Peer start(String name) {
		return start(name, Map.of(LOAD_JAR, System.getProperty("load.jar")));
	}

	/**
	 * Start a peer in front of another application and wait until it answers.
	 * @param name name of its script
	 * @param environment variables for the script, among them the application's jar
	 * @return the peer
	 */
	static Peer start(String name, Map<String, String> environment) {
		Peer peer = new Peer(Path.of(System.getProperty("peers"), name + ".sh"), environment);
		// Whatever ends this program, nothing stays.
		Runtime.getRuntime().addShutdownHook(new Thread(peer::close, "peer-end"));
		peer.run("start");
		if (!Pause.until(peer::answers, START)) {
			throw new IllegalStateException("No answer from " + name + ", see " + peer.directory);
		}
		return peer;
	}

	int port() {
		return this.port;
	}

	void reload() {
		run("reload");
	}

	private boolean answers() {
		try (HttpConnection connection = HttpConnection.open(this.port, Duration.ofSeconds(1))) {
			connection.exchange(Endpoint.request("GET", this.environment.getOrDefault(READY, "/pid"), false));
			return true;
		}
		catch (RequestFailedException ex) {
			return false;
		}
	}

	private void run(String verb) {
		try {
			ProcessBuilder builder = new ProcessBuilder("bash", this.script.toString(), verb,
					Integer.toString(this.port), this.directory.toString());
			builder.environment().putAll(this.environment);
			Process process = builder.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("script.log").toFile()))
				.start();
			if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new IllegalStateException(this.script + " " + verb + " failed: "
						+ Files.readString(this.directory.resolve("script.log")));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		if (Files.exists(this.directory)) {
			run("stop");
			delete();
		}
	}

	private void delete() {
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			System.out.println("Could not delete " + this.directory + ": " + ex);
		}
	}

}
