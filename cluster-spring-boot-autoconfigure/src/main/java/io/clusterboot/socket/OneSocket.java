package io.clusterboot.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

import io.clusterboot.QueueFigures;

/**
 * The one listening socket that all workers accept from, owned by the primary: whatever
 * becomes of a worker, connections that wait are for the others.
 * <p>
 * To be used from one thread only.
 *
 * @since 0.1.0
 */
public final class OneSocket implements AutoCloseable {

	private final NativeSocket socket;

	private final StandardInput standardInput;

	private final int backlog;

	private final DropCount dropCount = new DropCount();

	private long drops;

	private boolean listening;

	private OneSocket(SocketCalls calls, NativeSocket socket, int backlog) {
		this.standardInput = new StandardInput(calls);
		this.socket = socket;
		this.backlog = backlog;
	}

	/**
	 * Bind the socket, which does not listen yet. Its mode is for all who hold it, so it
	 * stays blocking for ever.
	 * @param address the address, which is reserved already
	 * @param port the port, which is reserved already
	 * @param backlog how many connections may wait
	 * @return the socket
	 * @throws SteeringUnavailableException if this is not possible here
	 */
	public static OneSocket open(InetAddress address, int port, int backlog) throws SteeringUnavailableException {
		SteeringCheck.input(Path.of("/proc/self/fd/0"));
		return open(SteeringCheck.load(), address, port, backlog);
	}

	static OneSocket open(SocketCalls calls, InetAddress address, int port, int backlog) {
		try {
			return new OneSocket(calls, NativeSocket.bind(calls, NativeAddress.of(address, port)), backlog);
		}
		catch (IOException | UncheckedIOException ex) {
			throw SteeringUnavailableException.notBound(ex);
		}
	}

	/**
	 * Start a worker with the socket on descriptor 0.
	 * @param builder the process, whose standard input is set here
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public Process start(ProcessBuilder builder) throws IOException {
		return this.standardInput.start(builder, this.socket);
	}

	/**
	 * Have the socket listen, if it does not yet.
	 * @throws UncheckedIOException if it cannot
	 */
	public void listen() {
		if (!this.listening) {
			this.socket.listen(this.backlog);
			this.listening = true;
		}
	}

	/**
	 * Refuse new connections, and end those that wait, until the socket is to listen
	 * anew.
	 */
	public void refuse() {
		if (this.listening) {
			this.socket.shutdown();
			this.listening = false;
		}
	}

	/**
	 * Return whether connections come in.
	 * @return {@code true} from {@link #listen()} to {@link #refuse()}
	 */
	public boolean isListening() {
		return this.listening;
	}

	/**
	 * Return the queue in which connections wait, as the kernel knows it now.
	 * @return the queue, which is of all workers; none while the socket does not listen
	 */
	public List<QueueFigures> queues() {
		AcceptQueue queue = this.socket.queue();
		if (queue == null) {
			return List.of();
		}
		this.drops += this.dropCount.advance(queue.drops());
		return List.of(new QueueFigures(null, queue.length(), queue.limit(), this.drops));
	}

	@Override
	public void close() {
		refuse();
		this.socket.close();
	}

}
