package io.clusterboot.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for TLS and HTTP/2 on the shared ports.
 */
@Tag("once")
class TlsIntegrationTests {

	private static final String QUIET = "--spring.ssl.bundle.watch.file.quiet-period=500ms";

	/**
	 * Before JDK 24 this client dropped its requests at the server's GOAWAY frame, with
	 * which every Tomcat begins to stop.
	 */
	private static final HttpClient.Version UNDISTURBED = (Runtime.version().feature() >= 24)
			? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void startWhenPkcs12BundleServesHttp2AndReloads() throws IOException {
		Path store = TestTls.keyStore(file("web.p12"), "PKCS12", "old");
		RunningCluster running = this.cluster.start(2, "--server.ssl.bundle=web", "--server.http2.enabled=true",
				"--spring.ssl.bundle.jks.web.keystore.location=file:" + store,
				"--spring.ssl.bundle.jks.web.keystore.type=PKCS12",
				"--spring.ssl.bundle.jks.web.keystore.password=" + TestTls.PASSWORD,
				"--spring.ssl.bundle.jks.web.reload-on-update=true", QUIET);
		HttpResponse<String> protocol = get(running.port(), "/protocol", HttpClient.Version.HTTP_2).join();
		assertThat(protocol.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(protocol.body()).startsWith("HTTP/2.0");
		awaitCertificate(running.port(), "/pid", "CN=old");
		replace(TestTls.keyStore(file("new.p12"), "PKCS12", "new"), store);
		awaitCertificate(running.port(), "/pid", "CN=new");
		assertThat(running.primary().output()).doesNotContain("exited");
		finishesRequestsInFlight(running);
	}

	/**
	 * Stop the cluster while requests are in flight.
	 */
	private void finishesRequestsInFlight(RunningCluster running) {
		List<CompletableFuture<HttpResponse<String>>> requests = Stream
			.generate(() -> get(running.port(), "/slow?millis=2500", UNDISTURBED))
			.limit(3)
			.toList();
		running.awaitSlowRequests(requests.size());
		running.primary().terminate();
		assertThat(requests).allSatisfy((request) -> assertThat(request.join().body()).isNotEmpty());
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
	}

	@Test
	void startWhenPemBundleAndManagementJksBundleReloadsBoth() throws IOException {
		Path certificate = file("web.crt");
		Path key = file("web.key");
		TestTls.pem(TestTls.keyStore(file("old.p12"), "PKCS12", "old"), certificate, key);
		Path store = TestTls.keyStore(file("ops.jks"), "JKS", "old-ops");
		RunningCluster running = this.cluster.start(2, "--server.ssl.bundle=web",
				"--spring.ssl.bundle.pem.web.keystore.certificate=file:" + certificate,
				"--spring.ssl.bundle.pem.web.keystore.private-key=file:" + key,
				"--spring.ssl.bundle.pem.web.reload-on-update=true", "--management.server.port=0",
				"--management.server.ssl.bundle=ops", "--spring.ssl.bundle.jks.ops.keystore.location=file:" + store,
				"--spring.ssl.bundle.jks.ops.keystore.password=" + TestTls.PASSWORD,
				"--spring.ssl.bundle.jks.ops.reload-on-update=true", QUIET);
		int management = running.managementPort();
		awaitCertificate(running.port(), "/pid", "CN=old");
		awaitCertificate(management, "/actuator/cluster", "CN=old-ops");
		Path newKey = file("new.key");
		Path newCertificate = file("new.crt");
		TestTls.pem(TestTls.keyStore(file("new.p12"), "PKCS12", "new"), newCertificate, newKey);
		replace(newKey, key);
		replace(newCertificate, certificate);
		replace(TestTls.keyStore(file("new.jks"), "JKS", "new-ops"), store);
		awaitCertificate(running.port(), "/pid", "CN=new");
		awaitCertificate(management, "/actuator/cluster", "CN=new-ops");
	}

	private Path file(String name) {
		return this.cluster.directory().resolve(name);
	}

	private void replace(Path file, Path target) throws IOException {
		Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * Wait until both workers answer, and with no certificate but the given one.
	 */
	private void awaitCertificate(int port, String path, String subject) {
		Awaitility.await(subject).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			Map<String, String> byWorker = new TreeMap<>();
			for (int i = 0; i < 12; i++) {
				TestTls.Answer answer = TestTls.get(port, path);
				byWorker.merge(worker(answer.body()), answer.certificate(), (one, two) -> one.equals(two) ? one : "");
			}
			assertThat(byWorker).hasSize(2).allSatisfy((pid, shown) -> assertThat(shown).isEqualTo(subject));
		});
	}

	private String worker(String body) {
		return body.replaceAll("(?s).*\"answeredBy\":\\{([^}]*)}.*", "$1");
	}

	private CompletableFuture<HttpResponse<String>> get(int port, String path, HttpClient.Version version) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path)).build();
		return HttpClient.newBuilder()
			.sslContext(TestTls.trusting())
			.version(version)
			.build()
			.sendAsync(request, HttpResponse.BodyHandlers.ofString());
	}

}
