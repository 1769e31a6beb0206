package io.clusterboot.web;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import jakarta.servlet.http.HttpServlet;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.mock.env.MockEnvironment;

import io.clusterboot.socket.ListenerSource;
import io.clusterboot.socket.SharedListeners;

/**
 * An embedded Tomcat as in a worker.
 */
final class TestTomcat implements TestServer {

	final RequestCounters counters = new RequestCounters();

	final ListenerDrain drain;

	final KeepAliveShedder shedder = new KeepAliveShedder();

	private final TomcatWebServer server;

	TestTomcat(int port, HttpServlet servlet) {
		this(port, servlet, (factory) -> {
		});
	}

	TestTomcat(int port, HttpServlet servlet, Consumer<TomcatServletWebServerFactory> configuration) {
		this(port, servlet, configuration, new SharedListeners(), new ListenerDrain(Duration.ofMillis(500)));
	}

	TestTomcat(HttpServlet servlet, ListenerDrain drain) {
		this(0, servlet, (factory) -> {
		}, new SharedListeners(), drain);
	}

	TestTomcat(int port, HttpServlet servlet, Consumer<TomcatServletWebServerFactory> configuration,
			ListenerSource source, ListenerDrain drain) {
		this.drain = drain;
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(port);
		factory.setShutdown(Shutdown.GRACEFUL);
		configuration.accept(factory);
		new SharedPortTomcatCustomizer(new SharedPort(true), new MockEnvironment(), source, drain,
				new MainPort(this.counters, new WarmUpRequests(List.of()), this.shedder))
			.customize(factory);
		this.server = (TomcatWebServer) factory.getWebServer((context) -> {
			jakarta.servlet.ServletRegistration.Dynamic registration = context.addServlet("test", servlet);
			registration.addMapping("/*");
			registration.setAsyncSupported(true);
		});
		start();
	}

	static List<TestTomcat> two(HttpServlet first, HttpServlet second) {
		List<TestTomcat> servers = new ArrayList<>();
		servers.add(new TestTomcat(0, first));
		servers.add(new TestTomcat(servers.get(0).port(), second));
		return servers;
	}

	static void enableHttp2(TomcatServletWebServerFactory factory) {
		Http2 http2 = new Http2();
		http2.setEnabled(true);
		factory.setHttp2(http2);
	}

	void start() {
		this.server.start();
	}

	void stop() {
		this.server.stop();
	}

	/**
	 * Stop as Spring Boot does: phase by phase.
	 */
	void stopGracefully() throws InterruptedException {
		this.drain.stop();
		shutDown();
	}

	@Override
	public void shutDown() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.server.shutDownGracefully((result) -> done.countDown());
		done.await();
		this.server.stop();
	}

	@Override
	public int port() {
		return this.server.getPort();
	}

	URI uri(String path) {
		return URI.create("http://localhost:" + port() + path);
	}

	Tomcat tomcat() {
		return this.server.getTomcat();
	}

	Connector connector() {
		return tomcat().getConnector();
	}

	@Override
	public SharedServer server() {
		return protocol().server();
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

	SharedPortProtocol protocol() {
		return (SharedPortProtocol) connector().getProtocolHandler();
	}

	@Override
	public void close() {
		this.server.stop();
		this.server.destroy();
	}

}
