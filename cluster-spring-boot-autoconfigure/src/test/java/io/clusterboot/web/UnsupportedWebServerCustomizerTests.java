package io.clusterboot.web;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UnsupportedWebServerCustomizer}.
 */
class UnsupportedWebServerCustomizerTests {

	private final UnsupportedWebServerCustomizer customizer = new UnsupportedWebServerCustomizer(new SharedPort(true));

	@Test
	void customizeWhenTomcatDoesNothing() {
		this.customizer.customize(new TomcatServletWebServerFactory());
		this.customizer.customize(new TomcatReactiveWebServerFactory());
		this.customizer.customize(new TomcatServletWebServerFactory() {
		});
	}

	@Test
	void customizeWhenJettyDoesNothing() {
		this.customizer.customize(new JettyServletWebServerFactory());
		this.customizer.customize(new JettyReactiveWebServerFactory());
	}

	@Test
	void customizeWhenNettyDoesNothing() {
		this.customizer.customize(new NettyReactiveWebServerFactory());
	}

	@Test
	void customizeWhenNoWorkerDoesNothing() {
		new UnsupportedWebServerCustomizer(new SharedPort(false)).customize(new OtherServerFactory());
	}

	@Test
	void customizeWhenOtherServerThrows() {
		assertThatExceptionOfType(UnsupportedWebServerException.class)
			.isThrownBy(() -> this.customizer.customize(new OtherServerFactory()))
			.satisfies((ex) -> assertThat(ex.getServer()).isEqualTo(OtherServerFactory.class.getName()));
	}

	@Test
	void analyzeNamesServerAndWhatIsSupported() {
		FailureAnalysis analysis = new UnsupportedWebServerFailureAnalyzer()
			.analyze(new UnsupportedWebServerException("Other"));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("Other");
		assertThat(analysis.getAction()).contains("Use Tomcat, Jetty or Reactor Netty in place of Other")
			.contains("cluster.workers");
	}

	/**
	 * Factory of another server.
	 */
	private static final class OtherServerFactory implements WebServerFactory {

	}

}
