package io.clusterboot.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.Ssl.ServerNameSslBundle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedPortProtocol} with TLS.
 */
class SharedPortTlsTests {

	@TempDir
	private Path folder;

	@Test
	void getWhenBundleIsUpdatedServesNewCertificate() throws Exception {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("web",
				TestCertificate.bundle(this.folder, "before"));
		bundles.registerBundle("named", TestCertificate.bundle(this.folder, "named"));
		try (TestTomcat server = new TestTomcat(0, new TextServlet("secure"), (factory) -> secure(factory, bundles))) {
			HttpResponse<String> response = get(server.port(), "127.0.0.1");
			assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
			assertThat(response.body()).isEqualTo("secure");
			assertThat(subject(response)).isEqualTo("CN=before");
			assertThat(subject(get(server.port(), "localhost"))).isEqualTo("CN=named");
			bundles.updateBundle("web", TestCertificate.bundle(this.folder, "after"));
			assertThat(subject(get(server.port(), "127.0.0.1"))).isEqualTo("CN=after");
			assertThat(server.counters.totalRequests()).isEqualTo(3);
		}
	}

	private void secure(TomcatServletWebServerFactory factory, DefaultSslBundleRegistry bundles) {
		Ssl ssl = Ssl.forBundle("web");
		ssl.setServerNameBundles(List.of(new ServerNameSslBundle("localhost", "named")));
		factory.setSsl(ssl);
		factory.setSslBundles(bundles);
		Http2 http2 = new Http2();
		http2.setEnabled(true);
		factory.setHttp2(http2);
	}

	private HttpResponse<String> get(int port, String host) throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new TrustAll() }, null);
		HttpClient client = HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_2).build();
		URI uri = URI.create("https://" + host + ":" + port + "/");
		return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
	}

	private String subject(HttpResponse<?> response) throws Exception {
		X509Certificate certificate = (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
		return certificate.getSubjectX500Principal().getName();
	}

}
