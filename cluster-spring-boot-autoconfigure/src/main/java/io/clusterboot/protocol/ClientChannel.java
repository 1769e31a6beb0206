package io.clusterboot.protocol;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a worker's end of the control channel. One thread reads; any may write:
 * what a sender did not write itself, that thread does.
 */
final class ClientChannel implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ClientChannel.class);

	private final SocketChannel channel;

	private final Selector selector;

	private final FrameReader reader = new FrameReader(Frames.HANDSHAKE_LIMIT);

	private final Outbox outbox = new Outbox();

	private final Pace pace = new Pace(System::nanoTime);

	private final AtomicBoolean woken = new AtomicBoolean();

	private ClientChannel(SocketChannel channel, Selector selector) {
		this.channel = channel;
		this.selector = selector;
	}

	static ClientChannel open() throws IOException {
		SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			return new ClientChannel(channel, Selector.open());
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	/**
	 * Connect and say the first word. Waits.
	 * @param socket path of the primary's socket
	 * @param hello the first word
	 * @throws IOException if the primary is not there
	 */
	void connect(Path socket, ByteBuffer hello) throws IOException {
		this.channel.connect(UnixDomainSocketAddress.of(socket));
		while (hello.hasRemaining()) {
			this.channel.write(hello);
		}
	}

	/**
	 * Return the next frame's payload. Waits; for use before {@link #becomeSelectable}.
	 * @return the payload, or {@code null} at the end
	 * @throws IOException if the channel cannot be read
	 */
	@Nullable ByteBuffer read() throws IOException {
		ByteBuffer payload = this.reader.next();
		while (payload == null) {
			if (this.reader.fill(this.channel) < 0) {
				return null;
			}
			payload = this.reader.next();
		}
		return payload;
	}

	/**
	 * Wait on the channel no more from now on: an interrupt of a thread that does would
	 * close it.
	 * @throws IOException if the channel is closed
	 */
	void becomeSelectable() throws IOException {
		this.reader.limit(Frames.LIMIT);
		this.channel.configureBlocking(false);
		this.channel.register(this.selector, SelectionKey.OP_READ);
	}

	/**
	 * Write a frame, now or soon. Does not wait. Any thread may call it.
	 * @param frame the frame
	 * @param need how much the receiver needs it
	 * @throws ProtocolException if too much waits to be written
	 * @throws IOException if the channel cannot be written to
	 */
	void write(ByteBuffer frame, Outbox.Need need) throws IOException {
		this.outbox.offer(frame, need);
		if (!this.pace.isSlow() || !this.outbox.writeTo(this.channel)) {
			wakeUp();
		}
	}

	private void wakeUp() {
		if (this.woken.compareAndSet(false, true)) {
			this.selector.wakeup();
		}
	}

	/**
	 * Wait until there is something to read or to write, and do it once.
	 * @return whether the channel goes on
	 * @throws IOException if it cannot be read or written to
	 */
	boolean fill() throws IOException {
		int write = this.outbox.isEmpty() ? 0 : SelectionKey.OP_WRITE;
		key().interestOps(SelectionKey.OP_READ | write);
		this.selector.select((key) -> {
		});
		// Before it is written: what is posted from here on wakes this thread again.
		this.woken.set(false);
		this.outbox.writeTo(this.channel);
		return this.reader.fill(this.channel) >= 0;
	}

	/**
	 * Return the payload of the next frame that has arrived.
	 * @return the payload, or {@code null} if no frame is complete
	 * @throws ProtocolException if the length of the frame is not allowed
	 */
	@Nullable ByteBuffer next() throws ProtocolException {
		return this.reader.next();
	}

	private SelectionKey key() {
		SelectionKey key = this.channel.keyFor(this.selector);
		if (key == null) {
			throw new ClosedSelectorException();
		}
		return key;
	}

	@Override
	public void close() {
		try {
			this.channel.close();
			this.selector.close();
		}
		catch (IOException ex) {
			logger.trace("The channel did not close cleanly", ex);
		}
	}

}
