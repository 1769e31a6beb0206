package io.clusterboot.web;

import java.time.Duration;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

/**
 * The application's own event loops, with a listening channel of ours. Loops of the JDK's
 * selectors: what the JDK has accepted is not for native ones.
 */
final class NettyResources extends ReactorResourceFactory {

	private final NettyServer server;

	private final Supplier<? extends ReactorResourceFactory> resources;

	/**
	 * Create a new {@link NettyResources} instance.
	 * @param server what listens
	 * @param resources supplies the application's, {@code null} if it has none
	 */
	NettyResources(NettyServer server, Supplier<? extends ReactorResourceFactory> resources) {
		this.server = server;
		this.resources = resources;
	}

	@Override
	public LoopResources getLoopResources() {
		ReactorResourceFactory resources = this.resources.get();
		return new Loops((resources != null) ? resources.getLoopResources() : HttpResources.get());
	}

	/**
	 * Loops of another one.
	 */
	private final class Loops implements LoopResources {

		private final LoopResources delegate;

		Loops(LoopResources delegate) {
			this.delegate = delegate;
		}

		@Override
		@SuppressWarnings("unchecked")
		public <T extends Channel> T onChannel(Class<T> type, EventLoopGroup group) {
			return (type == ServerSocketChannel.class) ? (T) NettyResources.this.server.newListener()
					: this.delegate.onChannel(type, group);
		}

		@Override
		public <T extends Channel> Class<? extends T> onChannelClass(Class<T> type, EventLoopGroup group) {
			return this.delegate.onChannelClass(type, group);
		}

		@Override
		public EventLoopGroup onServer(boolean useNative) {
			return this.delegate.onServer(false);
		}

		@Override
		public EventLoopGroup onServerSelect(boolean useNative) {
			return this.delegate.onServerSelect(false);
		}

		@Override
		public EventLoopGroup onClient(boolean useNative) {
			return this.delegate.onClient(useNative);
		}

		@Override
		public boolean daemon() {
			return this.delegate.daemon();
		}

		@Override
		public void dispose() {
			this.delegate.dispose();
		}

		@Override
		public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
			return this.delegate.disposeLater(quietPeriod, timeout);
		}

	}

}
