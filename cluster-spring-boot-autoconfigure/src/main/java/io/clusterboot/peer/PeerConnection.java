package io.clusterboot.peer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * One conversation of two members: a question, then its answer. Who waits too long has
 * the connection closed under it, for blocking channels know no timeout.
 */
final class PeerConnection implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PeerConnection.class);

	private final SocketChannel channel;

	private final Alarms alarms;

	private final DataInputStream in;

	private final DataOutputStream out;

	PeerConnection(SocketChannel channel, Alarms alarms) {
		this.channel = channel;
		this.alarms = alarms;
		this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
		this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
	}

	void connect(SocketAddress address) throws IOException {
		this.channel.connect(address);
	}

	DataInputStream in() {
		return this.in;
	}

	DataOutputStream out() {
		return this.out;
	}

	/**
	 * Do something that may block, but not for long.
	 * @param <T> the type of the result
	 * @param patience how long it may take
	 * @param task the task
	 * @return its result
	 * @throws IOException if the task fails or takes longer
	 */
	<T> T within(Duration patience, Task<T> task) throws IOException {
		AtomicBoolean late = new AtomicBoolean();
		try (Alarms.Alarm alarm = this.alarms.set(patience, () -> {
			late.set(true);
			close();
		})) {
			return task.run();
		}
		catch (ClosedChannelException ex) {
			throw late.get() ? new SocketTimeoutException("no answer within " + patience.toMillis() + " ms") : ex;
		}
	}

	Alarms.Alarm closeAfter(Duration time) {
		return this.alarms.set(time, this::close);
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			logger.trace("The connection did not close cleanly", ex);
		}
	}

	/**
	 * Something that may block.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	interface Task<T> {

		T run() throws IOException;

	}

}
