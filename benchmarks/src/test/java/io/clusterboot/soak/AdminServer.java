package io.clusterboot.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.integration.Jvm;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.HttpConnection;
import io.clusterboot.load.RequestFailedException;

/**
 * Spring Boot Admin's server, in a JVM and on a class path of its own.
 */
final class AdminServer implements AutoCloseable {

	private static final Duration START = Duration.ofMinutes(2);

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	/**
	 * What else is asked for, the server takes for an answer of Spring Boot 1 and
	 * converts.
	 */
	private static final String ACCEPT = "application/vnd.spring-boot.actuator.v3+json,application/json";

	private static final JsonMapper json = new JsonMapper();

	private final Path directory;

	private final Jvm jvm;

	private final int port;

	private AdminServer(Path jar) throws IOException {
		this.directory = Files.createTempDirectory("admin-");
		this.jvm = new Jvm(List.of(Target.java("java"), "-Xmx256m", "-jar", jar.toString(), "--server.port=0",
				"--server.address=127.0.0.1"), Map.of(), this.directory, this.directory.resolve("output.log"));
		// Whatever ends this program, nothing stays.
		Runtime.getRuntime().addShutdownHook(new Thread(this.jvm::kill, "admin-end"));
		this.port = Integer.parseInt(this.jvm.awaitOutput("Tomcat started on port (\\d+)", START).group(1));
	}

	/**
	 * Package the server and start it.
	 * @return the server
	 */
	static AdminServer start() {
		Path peers = Path.of(System.getProperty("peers"));
		try {
			Process maven = new ProcessBuilder(peers.resolve("../../mvnw").toString(), "-q", "-B", "-ntp", "-f",
					peers.resolve("admin/pom.xml").toString(), "package",
					"-Dadmin.version=" + System.getProperty("admin.version"))
				.inheritIO()
				.start();
			if (maven.waitFor() != 0) {
				throw new IllegalStateException("Spring Boot Admin's server cannot be packaged");
			}
			return new AdminServer(peers.resolve("../target/admin/admin.jar"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	List<JsonNode> instances() {
		return get("/instances").valueStream().toList();
	}

	List<JsonNode> events() {
		return get("/instances/events").valueStream().toList();
	}

	/**
	 * Ask an instance through the server, as its pages do.
	 * @param path the path
	 * @return the answer
	 */
	JsonNode get(String path) {
		return json.readTree(text(path, ACCEPT));
	}

	String text(String path, String accept) {
		return exchange(Endpoint.get(path, accept));
	}

	void post(String path, String body) {
		exchange(Endpoint.post(path, body));
	}

	private String exchange(byte[] request) {
		try (HttpConnection connection = HttpConnection.open(this.port, TIMEOUT)) {
			return connection.exchange(request);
		}
		catch (RequestFailedException ex) {
			throw new IllegalStateException(
					new String(request).lines().findFirst().orElse("") + ": " + ex.failure() + " " + ex.getMessage(),
					ex);
		}
	}

	@Override
	public void close() {
		this.jvm.terminate();
		this.jvm.awaitExit(TIMEOUT);
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			System.out.println("Could not delete " + this.directory + ": " + ex);
		}
	}

}
