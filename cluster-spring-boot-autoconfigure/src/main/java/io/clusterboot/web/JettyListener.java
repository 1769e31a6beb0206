package io.clusterboot.web;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The channel that Jetty's acceptor accepts from, which it may interrupt and close at
 * will: the listening one behind it belongs to others, too.
 */
final class JettyListener extends ServerSocketChannel {

	private final PortListener listener;

	private final ConnectionPump pump;

	private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();

	private final AtomicBoolean asked = new AtomicBoolean();

	private final AtomicBoolean given = new AtomicBoolean();

	private final ConnectionActivity activity;

	private final Consumer<SocketChannel> late;

	/**
	 * Create a new {@link JettyListener} instance.
	 * @param listener where the connections come from
	 * @param activity is told of each
	 * @param late takes over what comes when Jetty accepts no more
	 */
	JettyListener(PortListener listener, ConnectionActivity activity, Consumer<SocketChannel> late) {
		super(listener.channel().provider());
		this.listener = listener;
		this.activity = activity;
		this.late = late;
		this.pump = new ConnectionPump(listener, this::put, "cluster-acceptor");
		this.pump.start();
	}

	private void put(@Nullable SocketChannel connection, @Nullable IOException failure) {
		if (connection != null) {
			this.activity.accepted();
		}
		this.accepted.add(new Accepted(connection, failure));
		if (this.given.get()) {
			giveLate();
		}
	}

	private void giveLate() {
		for (Accepted next = this.accepted.poll(); next != null; next = this.accepted.poll()) {
			next.ifConnected(this.late);
		}
	}

	PortListener listener() {
		return this.listener;
	}

	@Override
	public SocketChannel accept() throws IOException {
		if (this.asked.compareAndSet(false, true)) {
			this.pump.ask();
		}
		try {
			Accepted next = this.accepted.take();
			this.asked.set(false);
			return next.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClosedByInterruptException();
		}
	}

	/**
	 * Give the listening socket back after everything in its queue has been taken out.
	 * @throws IOException if the socket cannot be closed
	 */
	void end() throws IOException {
		if (this.given.compareAndSet(false, true)) {
			this.pump.end();
			giveLate();
			this.listener.close(this::serveLate);
		}
	}

	private void serveLate(SocketChannel connection) {
		this.activity.accepted();
		this.late.accept(connection);
	}

	@Override
	protected void implCloseSelectableChannel() throws IOException {
		if (this.given.compareAndSet(false, true)) {
			this.pump.end();
			giveLate();
			this.listener.close();
		}
	}

	@Override
	protected void implConfigureBlocking(boolean block) {
		// The mode of the channel behind it is not for Jetty to choose.
	}

	@Override
	public ServerSocketChannel bind(@Nullable SocketAddress local, int backlog) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
		this.listener.channel().setOption(name, value);
		return this;
	}

	@Override
	public <T> T getOption(SocketOption<T> name) throws IOException {
		return this.listener.channel().getOption(name);
	}

	@Override
	public Set<SocketOption<?>> supportedOptions() {
		return this.listener.channel().supportedOptions();
	}

	@Override
	public ServerSocket socket() {
		return this.listener.channel().socket();
	}

	@Override
	public SocketAddress getLocalAddress() throws IOException {
		return this.listener.channel().getLocalAddress();
	}

	/**
	 * A connection, or why there is none.
	 */
	private record Accepted(@Nullable SocketChannel connection, @Nullable IOException failure) {

		SocketChannel get() throws IOException {
			if (this.connection != null) {
				return this.connection;
			}
			throw (this.failure != null) ? this.failure : new IOException("No connection");
		}

		void ifConnected(Consumer<SocketChannel> taker) {
			if (this.connection != null) {
				taker.accept(this.connection);
			}
		}

	}

}
