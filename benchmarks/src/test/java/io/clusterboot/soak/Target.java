package io.clusterboot.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.example.probe.ProbeApplication;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.integration.ClassPath;
import io.clusterboot.integration.Jvm;
import io.clusterboot.integration.Processes;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.HttpConnection;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;

/**
 * An application under load, in a folder of its own that holds its temporary files too.
 */
final class Target implements AutoCloseable {

	private static final Duration START = Duration.ofMinutes(3);

	private static final Duration EXIT = Duration.ofSeconds(60);

	private static final JsonMapper json = new JsonMapper();

	private final Jvm jvm;

	private final Path directory;

	private int port;

	Target(List<String> options, List<String> application, List<String> arguments) {
		this(temporary(), List.of(), options, application, arguments);
	}

	private Target(Path directory, List<String> prefix, List<String> options, List<String> application,
			List<String> arguments) {
		this.directory = directory;
		// What options say of the heap goes for each JVM, so that they can be compared.
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of(java("java"), "-Dcluster.jvm.heap=inherit", "-Dcluster.jvm.cache=off"));
		command.addAll(options);
		command.add("-Djava.io.tmpdir=" + this.directory);
		command.addAll(application);
		command.addAll(arguments);
		this.jvm = new Jvm(command, Map.of(), this.directory, this.directory.resolve("output.log"));
		// Whatever ends this program, nothing stays; workers follow their primary.
		Runtime.getRuntime().addShutdownHook(new Thread(this.jvm::kill, "soak-end"));
	}

	private static Path temporary() {
		try {
			return Files.createTempDirectory("soak-");
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	/**
	 * Start the application for benchmarks from a jar of its own, which may be replaced.
	 * @param workers number of workers
	 * @param arguments further arguments
	 * @return the cluster, all of whose workers are ready
	 */
	static Target loaded(int workers, List<String> arguments) {
		Path directory = temporary();
		List<String> all = new ArrayList<>(List.of("--server.port=0", "--server.http2.enabled=true",
				"--cluster.workers=" + workers, "--management.endpoints.web.exposure.include=cluster,health",
				"--management.endpoint.cluster.access=unrestricted"));
		all.addAll(arguments);
		all.addAll(Soak.options("args", List.of()));
		return new Target(directory, List.of(), Soak.options("jvm", List.of("-Xmx512m")),
				List.of("-jar", copyOfJar(directory).toString()), all)
			.await(workers);
	}

	/**
	 * Start the application for benchmarks where memory is scarce.
	 * @param prefix what stands before the command
	 * @param arguments program arguments
	 * @return the cluster, the first of whose workers is ready
	 */
	static Target limited(List<String> prefix, List<String> arguments) {
		Path directory = temporary();
		List<String> all = new ArrayList<>(List.of("--cluster.jvm.cache=" + directory.resolve("cache")));
		all.addAll(arguments);
		return new Target(directory, prefix, Soak.options("jvm", List.of()),
				List.of("-jar", copyOfJar(directory).toString()), all)
			.await(1);
	}

	/**
	 * Start the application for benchmarks without a cluster.
	 * @return the application, which is ready
	 */
	static Target single() {
		Path directory = temporary();
		Target target = new Target(directory, List.of(), Soak.options("jvm", List.of("-Xmx512m")),
				List.of("-jar", copyOfJar(directory).toString()),
				List.of("--server.port=0", "--server.http2.enabled=true", "--cluster.enabled=false"));
		return target.awaitAlone();
	}

	private static Path copyOfJar(Path directory) {
		try {
			return Files.copy(Path.of(System.getProperty("load.jar")), directory.resolve("application.jar"));
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	/**
	 * Return the jar that this cluster was started from.
	 * @return path of a jar of its own
	 */
	Path jar() {
		return this.directory.resolve("application.jar");
	}

	static Target sample(int port, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=" + port));
		all.addAll(List.of(arguments));
		all.addAll(Soak.options("args", List.of()));
		Target target = new Target(List.of(), List.of("-jar", Path.of(System.getProperty("sample.jar")).toString()),
				all);
		target.port = port;
		return target;
	}

	static Target probe(List<String> options, String... arguments) {
		return application(ProbeApplication.class, options, arguments);
	}

	static Target application(Class<?> mainClass, List<String> options, String... arguments) {
		List<String> all = new ArrayList<>(
				List.of("--server.port=0", "--management.endpoints.web.exposure.include=cluster,health"));
		all.addAll(List.of(arguments));
		return new Target(options, List.of("-cp", ClassPath.plain(), mainClass.getName()), all);
	}

	static String java(String program) {
		return Path.of(System.getProperty("java.home"), "bin", program).toString();
	}

	/**
	 * Wait until all workers are ready for the first time.
	 * @param workers number of workers
	 * @return this
	 */
	Target await(int workers) {
		this.port = Integer.parseInt(this.jvm.awaitOutput("starts \\d+ workers? on port (\\d+)", START).group(1));
		for (int ordinal = 0; ordinal < workers; ordinal++) {
			this.jvm.awaitOutput("Worker " + ordinal + " \\(id \\d+, pid \\d+\\) ready in", START);
		}
		return this;
	}

	/**
	 * Wait until an application without a cluster is ready.
	 * @return this
	 */
	Target awaitAlone() {
		this.port = Integer.parseInt(this.jvm.awaitOutput("Tomcat started on port (\\d+)", START).group(1));
		return this;
	}

	/**
	 * Wait until the worker with an id is ready.
	 * @param id id of the worker
	 */
	void awaitWorker(long id) {
		this.jvm.awaitOutput("Worker \\d+ \\(id " + id + ", pid \\d+\\) ready in", START);
	}

	int port() {
		return this.port;
	}

	/**
	 * Return the port of the server in the primary of {@link OperatedTarget}.
	 * @return the port
	 */
	int managementPort() {
		return Integer.parseInt(
				this.jvm.awaitOutput("Management server of the primary listens on 127.0.0.1:(\\d+)", START).group(1));
	}

	Jvm jvm() {
		return this.jvm;
	}

	Path directory() {
		return this.directory;
	}

	List<Long> workers() {
		return Processes.workersOf(this.jvm.pid());
	}

	/**
	 * Return the status of the cluster, asked for on new connections until one is
	 * answered.
	 * @return the status
	 */
	JsonNode status() {
		long deadline = System.nanoTime() + START.toNanos();
		while (System.nanoTime() < deadline) {
			try {
				return json.readTree(request("GET", "/actuator/cluster", Duration.ofSeconds(1)));
			}
			catch (RequestFailedException ex) {
				Pause.of(Duration.ofMillis(20));
			}
		}
		throw new IllegalStateException("No status in " + START + "\n" + this.jvm.output());
	}

	String request(String method, String path, Duration timeout) throws RequestFailedException {
		try (HttpConnection connection = HttpConnection.open(this.port, timeout)) {
			return connection.exchange(Endpoint.request(method, path, false));
		}
	}

	/**
	 * Send JSON on a new connection.
	 * @param path the path
	 * @param json the body
	 * @param timeout how long an answer may take
	 * @return the answer
	 * @throws RequestFailedException if it does not have the status 200
	 */
	JsonNode post(String path, String json, Duration timeout) throws RequestFailedException {
		try (HttpConnection connection = HttpConnection.open(this.port, timeout)) {
			return Target.json.readTree(connection.exchange(Endpoint.post(path, json)));
		}
	}

	@Override
	public void close() {
		this.jvm.terminate();
		int code = this.jvm.awaitExit(EXIT);
		if (code != 143 || !workers().isEmpty()) {
			throw new IllegalStateException(
					"Ended with " + code + " and left " + workers() + ", see " + this.directory.resolve("output.log"));
		}
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			System.out.println("Could not delete " + this.directory + ": " + ex);
		}
	}

}
