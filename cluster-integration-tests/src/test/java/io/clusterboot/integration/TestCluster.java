package io.clusterboot.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.example.probe.ProbeApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts applications for one test, keeps their output for the failure report, ends
 * whatever the test left running and asserts that nothing is left.
 */
class TestCluster implements BeforeEachCallback, AfterEachCallback {

	static final Duration START = Duration.ofSeconds(60);

	/**
	 * Shorter than the deadline for a shutdown, at which those that are left are killed.
	 */
	static final Duration EXIT = Duration.ofSeconds(30);

	/**
	 * A JVM for tests: starts fast, stays small.
	 */
	static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m",
			"-Dcluster.jvm.heap=inherit", "-Dcluster.jvm.cache=off");

	/**
	 * What saves time in tests that are about something else, as variables because they
	 * are the weakest; and the mode in which the whole suite runs.
	 */
	private static final Map<String, String> DEFAULTS = Map.of("CLUSTER_DRAIN_PERIOD", "50ms", "CLUSTER_SLOWSTART",
			"0s", "CLUSTER_STEERING", System.getProperty("cluster.steering", "auto"), "CLUSTER_LISTEN",
			System.getProperty("cluster.listen", "reuseport"));

	private final List<Jvm> started = new ArrayList<>();

	private final List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);

	private final List<String> prefix = new ArrayList<>();

	private final Map<String, String> environment = new LinkedHashMap<>(DEFAULTS);

	private String mainClass = ProbeApplication.class.getName();

	private boolean parallel = true;

	private String test = "";

	private Path directory = Path.of(".");

	private String classPath = ClassPath.plain();

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		this.test = context.getRequiredTestClass().getSimpleName() + "."
				+ context.getTestMethod().map(Method::getName).orElse("");
		this.directory = Files.createTempDirectory("cluster-test-");
	}

	@Override
	public void afterEach(ExtensionContext context) throws IOException {
		List<Long> left = new ArrayList<>();
		for (Jvm jvm : this.started) {
			jvm.kill();
			jvm.awaitExit(EXIT);
			left.addAll(Processes.workersOf(jvm.pid()));
		}
		Awaitility.await("workers follow their primary")
			.atMost(EXIT)
			.until(() -> left.stream().noneMatch(Processes::isAlive));
		org.springframework.util.FileSystemUtils.deleteRecursively(this.directory);
	}

	/**
	 * Return the working directory of the test's processes.
	 * @return a directory that is deleted after the test
	 */
	Path directory() {
		return this.directory;
	}

	TestCluster jvm(String... options) {
		this.jvmOptions.addAll(List.of(options));
		return this;
	}

	/**
	 * Start workers in the usual order, because the test is about the order: all at once
	 * is faster.
	 * @return this
	 */
	TestCluster pilotFirst() {
		this.parallel = false;
		return this;
	}

	/**
	 * Start applications through another command.
	 * @param command the command, to which an application's own is appended
	 * @return this
	 */
	TestCluster prefix(String... command) {
		this.prefix.addAll(List.of(command));
		return this;
	}

	TestCluster environment(String name, String value) {
		this.environment.put(name, value);
		return this;
	}

	TestCluster main(Class<?> mainClass) {
		this.mainClass = mainClass.getName();
		return this;
	}

	TestCluster classPath(String classPath) {
		this.classPath = classPath;
		return this;
	}

	TestCluster file(String name, String content) {
		try {
			Files.writeString(this.directory.resolve(name), content);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start the probe application from the class path.
	 * @param arguments program arguments
	 * @return the process
	 */
	Jvm run(String... arguments) {
		List<String> all = new ArrayList<>(SharedArchive.options(this.classPath));
		all.addAll(List.of("-cp", this.classPath, this.mainClass));
		all.addAll(Arrays.asList(arguments));
		return java(all);
	}

	/**
	 * Start the sample application from its executable jar, with its data in the test's
	 * directory.
	 * @param arguments program arguments
	 * @return the process
	 */
	Jvm runSample(String... arguments) {
		List<String> all = new ArrayList<>(
				List.of("-Dguestbook.data=" + this.directory, "-jar", System.getProperty("sample.jar")));
		all.addAll(Arrays.asList(arguments));
		return java(all);
	}

	/**
	 * Start java with the options of the test.
	 * @param arguments further options, the main class or jar and program arguments
	 * @return the process
	 */
	Jvm java(List<String> arguments) {
		List<String> command = new ArrayList<>(Signals.receivable());
		command.addAll(this.prefix);
		command.add(java());
		command.addAll(this.jvmOptions);
		command.addAll(arguments);
		return command(command);
	}

	Jvm command(List<String> command) {
		Path output = Path.of(System.getProperty("output.directory", "target/output"),
				this.test + "-" + this.started.size() + ".log");
		Jvm jvm = new Jvm(command, this.environment, this.directory, output.toAbsolutePath());
		this.started.add(jvm);
		return jvm;
	}

	/**
	 * Start the probe application on a random port and wait until it serves with all its
	 * workers.
	 * @param workers number of workers
	 * @param arguments further program arguments
	 * @return the running cluster
	 */
	RunningCluster start(int workers, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=0", "--cluster.workers=" + workers,
				"--management.endpoints.web.exposure.include=*"));
		if (this.parallel && workers > 1) {
			all.add("--cluster.startup.order=parallel");
		}
		all.addAll(Arrays.asList(arguments));
		return RunningCluster.await(run(all.toArray(String[]::new)), workers);
	}

	static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

}
