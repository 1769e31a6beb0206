package io.clusterboot.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for JVM options that name a port or a file which only one JVM can have.
 */
@Tag("once")
class SingletonOptionsIntegrationTests {

	private static final String HANDSHAKE = "JDWP-Handshake";

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void workersWhenOptionsNamePortsAndFilesHaveTheirOwn() throws Exception {
		int debugger = freePort();
		int jmx = freePort();
		this.cluster.jvm("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + debugger)
			.jvm("-Dcom.sun.management.jmxremote.port=" + jmx, "-Dcom.sun.management.jmxremote.authenticate=false",
					"-Dcom.sun.management.jmxremote.ssl=false", "-Dcom.sun.management.jmxremote.host=127.0.0.1",
					"-Djava.rmi.server.hostname=127.0.0.1")
			.jvm("-Xlog:gc:file=gc.log", "-XX:+HeapDumpOnOutOfMemoryError", "-XX:HeapDumpPath=dump.hprof")
			.jvm("-XX:StartFlightRecording=filename=rec.jfr", "-XX:ErrorFile=crash.log");
		RunningCluster running = this.cluster.start(2);
		assertPorts(running, debugger, jmx);
		assertThat(running.get("/options")).containsPattern("HeapDumpPath=dump\\.worker-[01]-g1\\.hprof")
			.containsPattern("ErrorFile=crash\\.worker-[01]-g1\\.log");
		for (int ordinal = 0; ordinal < 2; ordinal++) {
			for (String file : List.of("gc.worker-%d-g1.log", "dump.worker-%d-g1.hprof", "rec.worker-%d-g1.jfr",
					"crash.worker-%d-g1.log")) {
				assertThat(running.primary().output()).containsOnlyOnce(" " + file.formatted(ordinal));
			}
		}
		long killed = running.worker(0).get("pid").asLong();
		Processes.signal("KILL", killed);
		running.awaitReplacement(0, killed);
		assertPorts(running, debugger, jmx);
		running.primary().terminate();
		running.primary().awaitExit(TestCluster.EXIT);
		assertFiles("gc.log", "gc.worker-0-g1.log", "gc.worker-1-g1.log", "rec.jfr", "rec.worker-0-g1.jfr",
				"rec.worker-1-g1.jfr");
	}

	private void assertPorts(RunningCluster running, int debugger, int jmx) throws Exception {
		Set<Integer> debuggers = new LinkedHashSet<>(List.of(debugger));
		Set<Long> pids = new LinkedHashSet<>(List.of(pidBehindJmx(jmx)));
		for (int ordinal = 0; ordinal < 2; ordinal++) {
			debuggers.add(port(running, "Debugger", ordinal, debugger));
			pids.add(pidBehindJmx(port(running, "JMX", ordinal, jmx)));
		}
		assertThat(debuggers).hasSize(3).allMatch(this::isDebugger);
		assertThat(pids).containsExactly(running.primary().pid(), running.worker(0).get("pid").asLong(),
				running.worker(1).get("pid").asLong());
	}

	/**
	 * Read the last of the log lines that tell a worker's port.
	 */
	private int port(RunningCluster running, String user, int ordinal, int port) {
		String note = user + " of worker " + ordinal + " listens on ";
		return running.primary()
			.lines()
			.stream()
			.filter((line) -> line.contains(note) && line.contains(" instead of " + port))
			.map((line) -> Integer.valueOf(line.replaceAll(".*" + note + "(\\d+) .*", "$1")))
			.reduce((first, second) -> second)
			.orElseThrow();
	}

	private boolean isDebugger(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
			return HANDSHAKE.equals(readHandshake(socket.getInputStream()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String readHandshake(InputStream stream) throws IOException {
		return new String(stream.readNBytes(HANDSHAKE.length()), StandardCharsets.US_ASCII);
	}

	private long pidBehindJmx(int port) throws Exception {
		JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
		try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
			ObjectName runtime = new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
			return (Long) connector.getMBeanServerConnection().getAttribute(runtime, "Pid");
		}
	}

	private void assertFiles(String... names) {
		for (String name : names) {
			Path file = this.cluster.directory().resolve(name);
			assertThat(file).isNotEmptyFile();
		}
	}

	private int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Test
	void runWhenDebuggerMayAttachAndWorkersAreAutoIsSingle() {
		this.cluster.jvm("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
		assertSingle("Not clustered: a debugger may attach");
	}

	@Test
	void runWhenDebuggerWaitsIsSingle() throws Exception {
		try (ServerSocket debugger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> shakeHands(debugger), "debugger");
			thread.setDaemon(true);
			thread.start();
			this.cluster.jvm("-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=127.0.0.1:"
					+ debugger.getLocalPort());
			assertSingle("Not clustered: this JVM connects to a debugger (server=n)");
		}
	}

	private void assertSingle(String reason) {
		Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=auto");
		jvm.awaitOutput("main returned in " + jvm.pid(), TestCluster.START);
		assertThat(Processes.workersOf(jvm.pid())).isEmpty();
		assertThat(jvm.lines()).filteredOn((line) -> line.contains("clustered"))
			.singleElement()
			.asString()
			.contains(" INFO ", reason);
	}

	private void shakeHands(ServerSocket debugger) {
		try (Socket socket = debugger.accept()) {
			socket.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// The JVM was killed, or the test failed before it called.
		}
	}

}
