package io.clusterboot.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

import io.netty.channel.AbstractServerChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DefaultServerSocketChannelConfig;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.ServerSocketChannelConfig;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.socket.ListenerSource;

/**
 * Netty's listening channel on a port that is shared with other processes: what a thread
 * of ours accepts is read from it.
 */
final class NettyListener extends AbstractServerChannel implements ServerSocketChannel {

	private static final Log logger = LogFactory.getLog(NettyListener.class);

	/**
	 * Each worker has an accept queue of its own, and one that is full loses connections
	 * although other workers are idle: the server's own default is too short.
	 */
	private static final int ACCEPT_QUEUE = 1024;

	private final ListenerSource source;

	private final NettyConnections connections;

	private final Config config = new Config(this);

	private final AtomicReference<@Nullable PortListener> listener = new AtomicReference<>();

	private final AtomicReference<@Nullable ConnectionPump> pump = new AtomicReference<>();

	private final AtomicBoolean open = new AtomicBoolean(true);

	private final AtomicBoolean asked = new AtomicBoolean();

	private final AtomicBoolean given = new AtomicBoolean();

	/**
	 * Create a new {@link NettyListener} instance.
	 * @param source where the listening socket comes from
	 * @param connections told of each connection
	 */
	NettyListener(ListenerSource source, NettyConnections connections) {
		this.source = source;
		this.connections = connections;
	}

	@Nullable PortListener listener() {
		return this.listener.get();
	}

	@Override
	protected void doBind(SocketAddress address) throws IOException {
		PortListener opened = PortListener.open(this.source, (InetSocketAddress) address, this.config.getBacklog());
		ConnectionPump pump = new ConnectionPump(opened, this::accepted, "cluster-acceptor");
		this.listener.set(opened);
		this.pump.set(pump);
		pump.start();
	}

	@Override
	protected void doBeginRead() {
		ConnectionPump pump = this.pump.get();
		if (pump != null && this.asked.compareAndSet(false, true)) {
			pump.ask();
		}
	}

	private void accepted(@Nullable SocketChannel connection, @Nullable IOException failure) {
		try {
			eventLoop().execute(() -> read(connection, failure));
		}
		catch (RejectedExecutionException ex) {
			NettyConnections.discard(connection);
		}
	}

	private void read(@Nullable SocketChannel connection, @Nullable IOException failure) {
		this.asked.set(false);
		if (failure != null) {
			// First, because it makes Netty pause.
			pipeline().fireExceptionCaught(failure);
		}
		fire(connection, this.connections::accept);
		pipeline().fireChannelReadComplete();
	}

	private void fire(@Nullable SocketChannel connection, BiFunction<Channel, SocketChannel, Channel> adopt) {
		if (connection == null) {
			return;
		}
		if (!isOpen()) {
			NettyConnections.discard(connection);
			return;
		}
		try {
			pipeline().fireChannelRead(adopt.apply(this, connection));
		}
		catch (ChannelException ex) {
			NettyConnections.discard(connection);
			pipeline().fireExceptionCaught(ex);
		}
	}

	/**
	 * Serve a connection that was not accepted here.
	 * @param connection the connection
	 */
	void serve(SocketChannel connection) {
		eventLoop().execute(() -> fire(connection, this.connections::add));
	}

	/**
	 * Give the listening socket back after everything in its queue has been taken out.
	 * @throws IOException if the socket cannot be closed
	 */
	void end() throws IOException {
		PortListener listener = this.listener.get();
		ConnectionPump pump = this.pump.get();
		if (listener != null && pump != null && this.given.compareAndSet(false, true)) {
			pump.end();
			listener.close((connection) -> accepted(connection, null));
		}
	}

	@Override
	protected void doClose() {
		this.open.set(false);
		PortListener listener = this.listener.get();
		ConnectionPump pump = this.pump.get();
		if (listener != null && pump != null && this.given.compareAndSet(false, true)) {
			// The event loop may have connections to serve, and this may wait.
			new Thread(() -> give(pump, listener), "cluster-listener-end").start();
		}
	}

	private void give(ConnectionPump pump, PortListener listener) {
		pump.end();
		try {
			listener.close();
		}
		catch (IOException ex) {
			logger.debug("The listener cannot be closed", ex);
		}
	}

	@Override
	public ServerSocketChannelConfig config() {
		return this.config;
	}

	@Override
	public boolean isOpen() {
		return this.open.get();
	}

	@Override
	public boolean isActive() {
		return isOpen() && this.listener.get() != null;
	}

	@Override
	protected boolean isCompatible(EventLoop loop) {
		return true;
	}

	@Override
	public @Nullable InetSocketAddress localAddress() {
		return (InetSocketAddress) super.localAddress();
	}

	@Override
	public @Nullable InetSocketAddress remoteAddress() {
		return null;
	}

	@Override
	protected @Nullable SocketAddress localAddress0() {
		PortListener listener = this.listener.get();
		return (listener != null) ? listener.channel().socket().getLocalSocketAddress() : null;
	}

	/**
	 * Options of a socket that has some already.
	 */
	private static final class Config extends DefaultServerSocketChannelConfig {

		Config(NettyListener channel) {
			super(channel, unbound());
			super.setBacklog(ACCEPT_QUEUE);
		}

		/**
		 * Return the socket that Netty would configure.
		 * @return a socket that never gets a descriptor
		 */
		private static ServerSocket unbound() {
			try {
				return new ServerSocket();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public boolean isReuseAddress() {
			return true;
		}

		@Override
		public ServerSocketChannelConfig setReuseAddress(boolean reuse) {
			return this;
		}

		@Override
		public int getReceiveBufferSize() {
			return 0;
		}

		@Override
		public ServerSocketChannelConfig setReceiveBufferSize(int size) {
			return this;
		}

	}

}
