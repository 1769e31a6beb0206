package io.clusterboot.integration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

import com.example.setups.ConnectorApplication;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the one port that all workers share.
 */
@Tag("once")
class PortIntegrationTests {

	private static final String UNPRIVILEGED_FROM = "/proc/sys/net/ipv4/ip_unprivileged_port_start";

	private static final Duration START = Duration.ofSeconds(60);

	@RegisterExtension
	static final SharedCluster http2 = new SharedCluster(
			(cluster) -> cluster.start(2, "--server.http2.enabled=true", "--server.compression.enabled=true"));

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void startWhenPortIsTakenReportsItAndForksNobody() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			Jvm jvm = this.cluster.run("--server.port=" + taken.getLocalPort(), "--cluster.workers=2");
			assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
			assertThat(jvm.output()).contains("APPLICATION FAILED TO START")
				.contains("Port " + taken.getLocalPort() + " was already in use")
				.doesNotContain("Primary", "[worker");
			System.out.println("A taken port was reported " + jvm.lifetime().toMillis() + " ms after start");
		}
	}

	@Test
	void startWhenSecondCopyRunsOnTheSamePortIsRefused() {
		RunningCluster first = http2.running();
		Jvm second = this.cluster.run("--server.port=" + first.port(), "--cluster.workers=1");
		assertThat(second.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(second.output()).contains("Port " + first.port() + " was already in use");
		assertThat(first.answering(20)).isSubsetOf(first.workers());
	}

	@Test
	void startWhenPortIsZeroIsKnownInEachWorker() {
		RunningCluster running = http2.running();
		for (int i = 0; i < 10; i++) {
			assertThat(running.get("/property?name=local.server.port")).contains("\"" + running.port() + "\"");
		}
		assertThat(running.status().get("listeners").get(0).get("port").asInt()).isEqualTo(running.port());
	}

	@Test
	void startWhenAddressIsSetBindsThatAddressOnly() {
		RunningCluster running = this.cluster.start(2, "--server.address=127.0.0.1");
		assertThat(running.answering(40)).hasSize(2);
		assertThat(running.status().get("listeners").get(0).get("address").asString()).isEqualTo("127.0.0.1");
	}

	@Test
	void startWhenAddressIsIpv6SharesIt() {
		Assumptions.assumeTrue(hasIpv6(), "This machine has no IPv6 loopback");
		Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=2", "--server.address=::1");
		RunningCluster running = RunningCluster.await(jvm, 2);
		Response response = Response.of("GET", URI.create("http://[::1]:" + running.port() + "/pid"));
		assertThat(response.status()).isEqualTo(200);
	}

	private boolean hasIpv6() {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getByName("::1"), 0));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void startWhenForeignListenerSharesItsPortIsRefused() throws IOException {
		try (ServerSocketChannel foreign = ServerSocketChannel.open()) {
			foreign.setOption(StandardSocketOptions.SO_REUSEPORT, true);
			foreign.bind(new InetSocketAddress(0));
			int port = foreign.socket().getLocalPort();
			Jvm jvm = this.cluster.run("--server.port=" + port, "--cluster.workers=2");
			assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
			assertThat(jvm.output()).contains("Port " + port + " was already in use").doesNotContain("[worker");
		}
	}

	@Test
	void startWhenManagementPortIsTakenReportsItAndForksNobody() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=2",
					"--management.server.port=" + taken.getLocalPort());
			assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
			assertThat(jvm.output()).contains("APPLICATION FAILED TO START")
				.contains("Port " + taken.getLocalPort() + " was already in use")
				.doesNotContain("Primary", "[worker");
			System.out.println("A taken management port was reported " + jvm.lifetime().toMillis() + " ms after start");
		}
	}

	@Test
	void startWhenPortIsPrivilegedSaysWhatToDo() throws IOException {
		Assumptions.assumeTrue(unprivilegedFrom() > 80, "Every user may bind port 80 here");
		List<String> command = new ArrayList<>(asOrdinaryUser());
		Path directory = this.cluster.directory();
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		Path jar = Files.copy(Path.of(System.getProperty("sample.jar")), directory.resolve("app.jar"));
		command.addAll(List.of(TestCluster.java(), "-jar", jar.toString(), "--server.port=80", "--cluster.workers=2"));
		Jvm jvm = this.cluster.command(command);
		assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(jvm.output()).contains("APPLICATION FAILED TO START", "The primary cannot bind port 80")
			.contains("Use a port from 1024 up, or give this user the right to bind ports below it.")
			.doesNotContain("[worker", "was already in use");
	}

	private int unprivilegedFrom() {
		try {
			// Such a file gives all in the first read or nothing, so not readString.
			return Integer.parseInt(Files.readAllLines(Path.of(UNPRIVILEGED_FROM)).get(0));
		}
		catch (IOException ex) {
			return 1024;
		}
	}

	private List<String> asOrdinaryUser() {
		if (!"root".equals(System.getProperty("user.name"))) {
			return List.of();
		}
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "No setpriv to become another user");
		Assumptions.assumeTrue(isForOthers(Path.of(TestCluster.java())), "Others may not run this JDK");
		return List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
	}

	private boolean isForOthers(Path file) {
		try {
			for (Path path = file.toRealPath(); path != null; path = path.getParent()) {
				if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
					return false;
				}
			}
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void startWhenManagementPortIsSeparateSharesItWithItsOwnPathAndSecurity() {
		RunningCluster running = this.cluster.start(2, "--management.server.port=0",
				"--management.server.base-path=/admin", "--management.endpoints.web.base-path=/ops",
				"--probe.management.key=sesame");
		URI uri = URI.create("http://127.0.0.1:" + running.managementPort() + "/admin/ops/cluster");
		assertThat(Response.of("GET", uri).status()).isEqualTo(401);
		Set<String> answeredBy = new TreeSet<>();
		for (int i = 0; i < 40; i++) {
			Response response = Response.of("GET", URI.create(uri + "?key=sesame"));
			assertThat(response.status()).isEqualTo(200);
			answeredBy.add(response.body().replaceAll(".*\"answeredBy\":\\{([^}]*)}.*", "$1"));
		}
		assertThat(answeredBy).hasSize(2);
		assertThat(running.request("GET", "/actuator/cluster").status()).isEqualTo(404);
		assertThat(running.request("GET", "/ops/cluster").status()).isEqualTo(404);
	}

	@Test
	void startWhenClearTextServesHttp2CompressionAndBothAddressFamilies() throws Exception {
		RunningCluster running = http2.running();
		assertThat(running.answering(40)).hasSize(2);
		assertThat(running.get("/protocol")).startsWith("HTTP/1.1");
		HttpResponse<String> upgraded = send(running, "127.0.0.1", "/protocol", BodyHandlers.ofString());
		assertThat(upgraded.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(upgraded.body()).startsWith("HTTP/2.0");
		HttpResponse<byte[]> zipped = send(running, "127.0.0.1", "/text?length=10000", BodyHandlers.ofByteArray());
		assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
		assertThat(zipped.body()).hasSizeLessThan(1000);
		assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes()).hasSize(10_000);
		Assumptions.assumeTrue(hasIpv6(), "This machine has no IPv6 loopback");
		assertThat(send(running, "[::1]", "/pid", BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

	private <T> HttpResponse<T> send(RunningCluster running, String host, String path, BodyHandler<T> handler)
			throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + running.port() + path))
			.header("Accept-Encoding", "gzip")
			.build();
		return HttpClient.newHttpClient().send(request, handler);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads came with Java 21")
	void startWhenVirtualThreadsServesOnThem() {
		RunningCluster running = this.cluster.start(1, "--spring.threads.virtual.enabled=true");
		assertThat(running.get("/protocol")).contains("VirtualThread");
		assertThat(running.answering(3)).hasSize(1);
	}

	@Test
	void startWhenAdditionalConnectorIsRefusedOnce() {
		Jvm jvm = this.cluster.main(ConnectorApplication.class).run("--server.port=0", "--cluster.workers=2");
		assertThat(jvm.awaitExit(START)).isOne();
		assertThat(jvm.output()).containsOnlyOnce("APPLICATION FAILED TO START")
			.containsPattern("The additional Tomcat connector for port \\d+ cannot share its port")
			.doesNotContain("[worker 1]");
	}

}
