package io.clusterboot.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Shutdown;

import io.clusterboot.socket.ListenerSource;
import io.clusterboot.socket.SharedListeners;

/**
 * Jetty as Spring Boot embeds it, customized for a shared port and HTTP/2 without TLS.
 */
final class TestJetty implements TestServer {

	private final RequestCounters counters = new RequestCounters();

	private final KeepAliveShedder shedder = new KeepAliveShedder();

	private final ListenerDrain drain;

	private final JettyWebServer jetty;

	TestJetty(HttpServlet servlet) {
		this(0, servlet, new SharedListeners(), new ListenerDrain(Duration.ofMillis(500)));
	}

	TestJetty(int port, HttpServlet servlet, ListenerSource source, ListenerDrain drain) {
		this(port, servlet, source, drain, (factory) -> {
		});
	}

	TestJetty(int port, HttpServlet servlet, ListenerSource source, ListenerDrain drain,
			Consumer<JettyServletWebServerFactory> configuration) {
		this.drain = drain;
		JettyServletWebServerFactory factory = new JettyServletWebServerFactory(port);
		factory.setShutdown(Shutdown.GRACEFUL);
		factory.addErrorPages(new ErrorPage("/error"));
		Http2 http2 = new Http2();
		http2.setEnabled(true);
		factory.setHttp2(http2);
		configuration.accept(factory);
		new SharedPortJettyCustomizer(new SharedPort(true), source, drain,
				new MainPort(this.counters, new WarmUpRequests(List.of()), this.shedder))
			.customize(factory);
		this.jetty = (JettyWebServer) factory.getWebServer((context) -> initialize(context, servlet));
		this.jetty.start();
	}

	private void initialize(ServletContext context, HttpServlet servlet) {
		ServletRegistration.Dynamic registration = context.addServlet("test", servlet);
		registration.addMapping("/*");
		registration.setAsyncSupported(true);
	}

	ServerConnector connector() {
		return (ServerConnector) this.jetty.getServer().getConnectors()[0];
	}

	@Override
	public int port() {
		return this.jetty.getPort();
	}

	@Override
	public SharedServer server() {
		return this.shedder.servers().get(0);
	}

	@Override
	public RequestCounters counters() {
		return this.counters;
	}

	@Override
	public KeepAliveShedder shedder() {
		return this.shedder;
	}

	@Override
	public ListenerDrain drain() {
		return this.drain;
	}

	@Override
	public void shutDown() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.jetty.shutDownGracefully((result) -> done.countDown());
		done.await();
		this.jetty.stop();
	}

	@Override
	public void close() {
		this.jetty.stop();
		this.jetty.destroy();
	}

}
