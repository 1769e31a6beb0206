package io.clusterboot.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyWebServer;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;

import io.clusterboot.socket.ListenerSource;
import io.clusterboot.socket.SharedListeners;

/**
 * Reactor Netty as Spring Boot embeds it, customized for a shared port and HTTP/2 without
 * TLS.
 */
final class TestNetty implements TestServer {

	private final RequestCounters counters = new RequestCounters();

	private final KeepAliveShedder shedder = new KeepAliveShedder();

	private final ListenerDrain drain;

	private final NettyWebServer netty;

	private final MainPort mainPort = new MainPort(this.counters, new WarmUpRequests(List.of()), this.shedder);

	TestNetty(HttpHandler handler) {
		this(0, handler, new SharedListeners(), new ListenerDrain(Duration.ofMillis(500)));
	}

	TestNetty(int port, HttpHandler handler, ListenerSource source, ListenerDrain drain) {
		this.drain = drain;
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(port);
		factory.setShutdown(Shutdown.GRACEFUL);
		Http2 http2 = new Http2();
		http2.setEnabled(true);
		factory.setHttp2(http2);
		factory.addRouteProviders((routes) -> routes.ws("/socket", (in, out) -> in.receive().then()));
		ObjectProvider<ReactorResourceFactory> none = new StaticListableBeanFactory()
			.getBeanProvider(ReactorResourceFactory.class);
		new SharedPortNettyCustomizer(new SharedPort(true), source, drain, none, this.mainPort).customize(factory);
		this.netty = (NettyWebServer) factory.getWebServer(handler);
		this.netty.start();
	}

	@Override
	public int port() {
		return this.netty.getPort();
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
		this.netty.shutDownGracefully((result) -> done.countDown());
		done.await();
		this.netty.stop();
	}

	@Override
	public void close() {
		this.netty.stop();
	}

}
