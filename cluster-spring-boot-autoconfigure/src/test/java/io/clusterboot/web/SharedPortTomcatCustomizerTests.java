package io.clusterboot.web;

import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.mock.env.MockEnvironment;

import io.clusterboot.socket.ListenerOrigin;
import io.clusterboot.socket.SharedListeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedPortTomcatCustomizer}.
 */
class SharedPortTomcatCustomizerTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);

	private @Nullable Connector connector;

	@Test
	void customizeWhenWorkerSetsProtocol() {
		customizer(true).customize(this.factory);
		assertThat(this.factory.getProtocol()).isEqualTo(SharedPortProtocol.class.getName());
		assertThat(this.factory.getEngineValves()).hasSize(2);
	}

	@Test
	void customizeWhenReactiveSetsProtocol() {
		TomcatReactiveWebServerFactory reactive = new TomcatReactiveWebServerFactory();
		customizer(true).customize(reactive);
		assertThat(reactive.getProtocol()).isEqualTo(SharedPortProtocol.class.getName());
	}

	@Test
	void customizeWhenNoWorkerChangesNothing() {
		this.factory.setProtocol("org.apache.coyote.http11.Http11Nio2Protocol");
		customizer(false).customize(this.factory);
		assertThat(this.factory.getProtocol()).isEqualTo("org.apache.coyote.http11.Http11Nio2Protocol");
		assertThat(this.factory.getConnectorCustomizers()).isEmpty();
		assertThat(this.factory.getEngineValves()).isEmpty();
	}

	@Test
	void customizeWhenUserSetProtocolThrows() {
		this.factory.setProtocol("org.apache.coyote.http11.Http11Nio2Protocol");
		assertThatExceptionOfType(UnshareableConnectorException.class)
			.isThrownBy(() -> customizer(true).customize(this.factory))
			.withMessageContaining("org.apache.coyote.http11.Http11Nio2Protocol");
	}

	@Test
	void createWhenProtocolIsSetLaterThrows() {
		customizer(true).customize(this.factory);
		this.factory.setProtocol("org.apache.coyote.http11.Http11Nio2Protocol");
		assertRefused("org.apache.coyote.http11.Http11Nio2Protocol");
	}

	@Test
	void createWhenConnectorIsAddedThrows() {
		customizer(true).customize(this.factory);
		Connector additional = new Connector();
		additional.setPort(8009);
		this.factory.addAdditionalConnectors(additional);
		assertRefused("8009");
	}

	@Test
	void createWhenUnixDomainSocketIsSetThrows() {
		this.factory.addConnectorCustomizers((connector) -> connector.setProperty("unixDomainSocketPath", "/x"));
		customizer(true).customize(this.factory);
		assertRefused("Unix domain socket");
	}

	private void assertRefused(String reason) {
		assertThatExceptionOfType(UnshareableConnectorException.class).isThrownBy(this.factory::getWebServer)
			.withMessageContaining(reason)
			.satisfies((ex) -> assertAnalysis(new UnshareableConnectorFailureAnalyzer().analyze(ex), ex));
	}

	private void assertAnalysis(@Nullable FailureAnalysis analysis, UnshareableConnectorException ex) {
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo(ex.getMessage());
		assertThat(analysis.getAction()).startsWith(ex.getAction()).contains("cluster.workers");
	}

	@Test
	void acceptCountWhenNotSetIsLong() {
		assertThat(acceptCount(this.factory)).isEqualTo(1024);
	}

	@Test
	void acceptCountWhenSetIsKept() {
		this.environment.setProperty("server.tomcat.accept-count", "7");
		this.factory.addConnectorCustomizers((connector) -> connector.setProperty("acceptCount", "7"));
		assertThat(acceptCount(this.factory)).isEqualTo(7);
	}

	@Test
	void acceptCountWhenDefaultWasAppliedIsLong() {
		this.factory.addConnectorCustomizers((connector) -> connector.setProperty("acceptCount", "100"));
		assertThat(acceptCount(this.factory)).isEqualTo(1024);
	}

	@Test
	void keepAliveRequestsWhenConnectionsAreSteeredAreUnlimited() {
		assertThat(keepAliveRequests(new SharedPort(true, ListenerOrigin.LENT))).isEqualTo(-1);
	}

	@Test
	void keepAliveRequestsWhenConnectionsAreNotSteeredAreTomcats() {
		assertThat(keepAliveRequests(new SharedPort(true))).isEqualTo(100);
	}

	@Test
	void keepAliveRequestsWhenSetAreKept() {
		this.environment.setProperty("server.tomcat.max-keep-alive-requests", "100");
		assertThat(keepAliveRequests(new SharedPort(true, ListenerOrigin.LENT))).isEqualTo(100);
	}

	private int acceptCount(TomcatWebServerFactory factory) {
		return ask(factory, customizer(true), AbstractHttp11Protocol::getAcceptCount);
	}

	private int keepAliveRequests(SharedPort sharedPort) {
		return ask(this.factory, customizer(sharedPort), AbstractHttp11Protocol::getMaxKeepAliveRequests);
	}

	private int ask(TomcatWebServerFactory factory, SharedPortTomcatCustomizer customizer,
			ToIntFunction<AbstractHttp11Protocol<?>> question) {
		customizer.customize(factory);
		factory.addConnectorCustomizers((connector) -> this.connector = connector);
		WebServer server = this.factory.getWebServer();
		server.start();
		try {
			assertThat(this.connector).isNotNull();
			// While it listens: afterwards each request is the last of its connection
			return question.applyAsInt((AbstractHttp11Protocol<?>) this.connector.getProtocolHandler());
		}
		finally {
			server.stop();
			server.destroy();
		}
	}

	private SharedPortTomcatCustomizer customizer(boolean worker) {
		return customizer(new SharedPort(worker));
	}

	private SharedPortTomcatCustomizer customizer(SharedPort sharedPort) {
		return new SharedPortTomcatCustomizer(sharedPort, this.environment, new SharedListeners(),
				new ListenerDrain(Duration.ZERO),
				new MainPort(new RequestCounters(), new WarmUpRequests(List.of()), new KeepAliveShedder()));
	}

}
