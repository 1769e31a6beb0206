package io.clusterboot.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.socket.AcceptGate;
import io.clusterboot.socket.ListenerSource;

/**
 * {@link PortListener} on the socket that all workers accept from. Whoever accepts blocks
 * in the kernel, which serves those who wait there in their order; a selector would be
 * woken for every connection, and had to change the mode of the socket for all.
 * <p>
 * The channel is never closed, so a thread that blocks in it gets out with the next
 * connection only. Should there be none, we make some ourselves.
 */
final class OneSocketListener implements PortListener {

	/**
	 * A flood must not keep a worker that leaves.
	 */
	private static final Duration LONGEST_SWEEP = Duration.ofSeconds(1);

	private final ListenerSource source;

	private final ServerSocketChannel channel;

	private final AcceptGate gate;

	private final Knocks knocks;

	private final Turns turns = new Turns();

	private final AtomicBoolean accepting = new AtomicBoolean(true);

	private final AtomicBoolean ending = new AtomicBoolean();

	private final AtomicBoolean shut = new AtomicBoolean();

	/**
	 * Whether the kernel may give the acceptor a connection at any moment.
	 */
	private final AtomicBoolean exposed = new AtomicBoolean();

	private final AtomicReference<@Nullable Thread> acceptor = new AtomicReference<>();

	OneSocketListener(ListenerSource source, ServerSocketChannel channel) throws IOException {
		this.source = source;
		this.channel = channel;
		this.gate = source.gate(channel);
		this.knocks = new Knocks((InetSocketAddress) channel.getLocalAddress());
		this.gate.onChange(this::gateChanged);
	}

	@Override
	public ServerSocketChannel channel() {
		return this.channel;
	}

	@Override
	public @Nullable SocketChannel accept() throws IOException {
		this.acceptor.set(Thread.currentThread());
		SocketChannel connection = null;
		while (connection == null && this.accepting.get()) {
			long pause = this.turns.pause(this.gate.share(), System.nanoTime());
			if (!mayAccept()) {
				LockSupport.park(this);
			}
			else if (pause > 0) {
				LockSupport.parkNanos(this, pause);
			}
			else {
				connection = acceptOne();
			}
		}
		return connection;
	}

	@Override
	public boolean isLeftToOthers() {
		return !this.gate.isOpen();
	}

	private boolean mayAccept() {
		return this.accepting.get() && this.gate.isOpen() && !this.shut.get();
	}

	private @Nullable SocketChannel acceptOne() throws IOException {
		this.exposed.set(true);
		try {
			// Once more: who changed it before did not see anybody exposed.
			return mayAccept() ? acceptUnlessShut() : null;
		}
		finally {
			this.exposed.set(false);
		}
	}

	private @Nullable SocketChannel acceptUnlessShut() throws IOException {
		long begin = System.nanoTime();
		try {
			SocketChannel connection = this.channel.accept();
			this.turns.accepted(begin, System.nanoTime());
			return connection;
		}
		catch (IOException ex) {
			if (!this.channel.isOpen() || !this.ending.get()) {
				throw ex;
			}
			// The primary has shut the socket down because all workers leave: no failure.
			this.shut.set(true);
			return null;
		}
	}

	private void gateChanged() {
		LockSupport.unpark(this.acceptor.get());
		if (!mayAccept() && this.exposed.get()) {
			this.knocks.start(this::isOut);
		}
	}

	private boolean isOut() {
		return !this.exposed.get() || mayAccept();
	}

	@Override
	public void expectEnd() {
		this.ending.set(true);
	}

	@Override
	public void release() {
		this.accepting.set(false);
		LockSupport.unpark(this.acceptor.get());
		this.knocks.until(this::isOut);
	}

	@Override
	public void resume() {
		this.accepting.set(true);
	}

	@Override
	public void close() throws IOException {
		release();
		this.source.release(this.channel);
	}

	@Override
	public void close(Consumer<SocketChannel> queued) throws IOException {
		release();
		try {
			if (this.gate.isOpen() && !this.shut.get()) {
				// Nobody follows, or the primary would have said that others are to
				// accept.
				sweep(queued);
			}
		}
		finally {
			this.source.release(this.channel);
		}
	}

	private void sweep(Consumer<SocketChannel> queued) throws IOException {
		long deadline = System.nanoTime() + LONGEST_SWEEP.toNanos();
		AtomicBoolean swept = new AtomicBoolean();
		Knocks last = new Knocks((InetSocketAddress) this.channel.getLocalAddress());
		last.start(swept::get);
		try {
			SocketChannel connection = acceptUnlessShut();
			while (connection != null) {
				boolean end = last.contain(connection) || System.nanoTime() > deadline;
				queued.accept(connection);
				connection = end ? null : acceptUnlessShut();
			}
		}
		finally {
			swept.set(true);
		}
	}

}
