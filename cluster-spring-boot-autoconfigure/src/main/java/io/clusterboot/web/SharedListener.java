package io.clusterboot.web;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.socket.AcceptGate;
import io.clusterboot.socket.ListenerSource;

/**
 * {@link PortListener} with a queue of its own, and a selector to be woken by.
 */
final class SharedListener implements PortListener {

	/**
	 * More than any accept queue holds, so that a flood cannot keep a listener open.
	 */
	private static final int MAX_SWEPT = 65_536;

	private final ListenerSource source;

	private final ServerSocketChannel channel;

	private final AcceptGate gate;

	private final Selector selector;

	private volatile boolean accepting = true;

	private final AtomicBoolean ending = new AtomicBoolean();

	private final AtomicBoolean shut = new AtomicBoolean();

	private SharedListener(ListenerSource source, ServerSocketChannel channel, AcceptGate gate, Selector selector) {
		this.source = source;
		this.channel = channel;
		this.gate = gate;
		this.selector = selector;
	}

	/**
	 * Create a new {@link SharedListener} instance.
	 * @param source where the channel comes from and goes to in the end
	 * @param channel the listening channel
	 * @return a new instance
	 * @throws IOException if the channel cannot be selected
	 */
	static SharedListener open(ListenerSource source, ServerSocketChannel channel) throws IOException {
		try {
			channel.configureBlocking(false);
			Selector selector = Selector.open();
			AcceptGate gate = source.gate(channel);
			gate.onChange(selector::wakeup);
			return new SharedListener(source, channel, gate, selector);
		}
		catch (IOException ex) {
			source.release(channel);
			throw ex;
		}
	}

	@Override
	public ServerSocketChannel channel() {
		return this.channel;
	}

	@Override
	public @Nullable SocketChannel accept() throws IOException {
		try {
			while (this.accepting) {
				SocketChannel connection = acceptNow();
				if (connection != null) {
					return connection;
				}
				this.selector.select();
				this.selector.selectedKeys().clear();
			}
			return null;
		}
		catch (ClosedChannelException | ClosedSelectorException ex) {
			return null;
		}
	}

	private @Nullable SocketChannel acceptNow() throws IOException {
		// Before, the socket may not listen: it cannot be accepted from and a selector
		// would find it ready all the time.
		if (!this.gate.isOpen() || this.shut.get()) {
			return null;
		}
		if (this.channel.keyFor(this.selector) == null) {
			this.channel.register(this.selector, SelectionKey.OP_ACCEPT);
		}
		return acceptUnlessShut();
	}

	private @Nullable SocketChannel acceptUnlessShut() throws IOException {
		try {
			return this.channel.accept();
		}
		catch (IOException ex) {
			if (ex instanceof ClosedChannelException || !this.ending.get()) {
				throw ex;
			}
			// The primary has shut the socket down because all workers leave: no failure.
			this.shut.set(true);
			SelectionKey key = this.channel.keyFor(this.selector);
			if (key != null) {
				key.cancel();
			}
			return null;
		}
	}

	@Override
	public void expectEnd() {
		this.ending.set(true);
	}

	@Override
	public boolean isLeftToOthers() {
		return false;
	}

	@Override
	public void release() {
		this.accepting = false;
		this.selector.wakeup();
	}

	@Override
	public void resume() {
		this.accepting = true;
	}

	@Override
	public void close() throws IOException {
		release();
		// A channel keeps its descriptor until no selector knows it any more.
		this.selector.close();
		this.source.release(this.channel);
	}

	@Override
	public void close(Consumer<SocketChannel> queued) throws IOException {
		release();
		// Before the sweep: what comes between its end and the close is lost.
		this.selector.close();
		try {
			sweep(queued);
		}
		finally {
			this.source.release(this.channel);
		}
	}

	private void sweep(Consumer<SocketChannel> queued) throws IOException {
		if (!this.gate.isOpen()) {
			return;
		}
		SocketChannel connection = acceptUnlessShut();
		for (int i = 0; connection != null && i < MAX_SWEPT; i++) {
			queued.accept(connection);
			connection = acceptUnlessShut();
		}
	}

}
