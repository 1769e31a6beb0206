package io.clusterboot.socket;

import java.io.UncheckedIOException;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket that shares its port, as the kernel knows it.
 */
final class NativeSocket {

	private static final int SOCK_STREAM = 1;

	private static final int SOCK_CLOEXEC = 0x80000;

	private static final int SOL_SOCKET = 1;

	private static final int SO_REUSEADDR = 2;

	private static final int SO_REUSEPORT = 15;

	private static final int SO_ATTACH_REUSEPORT_CBPF = 51;

	private static final int IPPROTO_IPV6 = 41;

	private static final int IPV6_V6ONLY = 26;

	private static final int SHUT_RDWR = 2;

	private static final int F_SETFL = 4;

	private static final int O_NONBLOCK = 0x800;

	private final SocketCalls calls;

	private final int descriptor;

	private NativeSocket(SocketCalls calls, int descriptor) {
		this.calls = calls;
		this.descriptor = descriptor;
	}

	/**
	 * Bind a socket, which does not listen yet.
	 * @param calls the native calls
	 * @param address the address
	 * @return the socket
	 * @throws UncheckedIOException if the address cannot be had
	 */
	static NativeSocket bind(SocketCalls calls, NativeAddress address) {
		int descriptor = calls.socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
		NativeSocket socket = new NativeSocket(calls, NativeErrors.check(calls, descriptor, "socket"));
		try {
			socket.bind(address);
			return socket;
		}
		catch (RuntimeException ex) {
			socket.close();
			throw ex;
		}
	}

	private void bind(NativeAddress address) {
		// It stays on, for connections inherit it: those in TIME_WAIT must not keep the
		// port from the next run.
		option(SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR");
		option(SOL_SOCKET, SO_REUSEPORT, 1, "SO_REUSEPORT");
		if (address.family() == NativeAddress.AF_INET6) {
			option(IPPROTO_IPV6, IPV6_V6ONLY, 0, "IPV6_V6ONLY");
		}
		check(this.calls.bind(this.descriptor, address.bytes(), address.bytes().length), "bind");
	}

	private void option(int level, int option, int value, String name) {
		try (Memory memory = new Memory(Integer.BYTES)) {
			memory.setInt(0, value);
			check(this.calls.setsockopt(this.descriptor, level, option, memory, Integer.BYTES), name);
		}
	}

	int descriptor() {
		return this.descriptor;
	}

	void listen(int backlog) {
		check(this.calls.listen(this.descriptor, backlog), "listen");
	}

	/**
	 * Have a program choose among all sockets that listen on this address.
	 * @param program the program
	 * @throws UncheckedIOException if the kernel does not take it
	 */
	void attach(SteeringProgram program) {
		byte[] code = program.code();
		try (Memory filter = new Memory(code.length); Memory header = new Memory(2L * Native.POINTER_SIZE)) {
			filter.write(0, code, 0, code.length);
			header.setShort(0, (short) program.instructions().size());
			header.setPointer(Native.POINTER_SIZE, filter);
			check(this.calls.setsockopt(this.descriptor, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, header,
					(int) header.size()), "SO_ATTACH_REUSEPORT_CBPF");
		}
	}

	/**
	 * Take connections out of the queue and close them. Leaves the socket in non-blocking
	 * mode, which all who hold it share: a worker that takes it over sets it as it needs.
	 * @param limit how many at most
	 * @return how many there were
	 */
	int discard(int limit) {
		this.calls.fcntl(this.descriptor, F_SETFL, O_NONBLOCK);
		int count = 0;
		while (count < limit && discardOne()) {
			count++;
		}
		return count;
	}

	private boolean discardOne() {
		int connection = this.calls.accept4(this.descriptor, null, null, SOCK_CLOEXEC);
		if (connection >= 0) {
			this.calls.close(connection);
		}
		return connection >= 0;
	}

	/**
	 * Return the queue of connections that wait to be accepted.
	 * @return the queue, or {@code null} if this socket does not listen or the kernel
	 * does not tell
	 */
	@Nullable AcceptQueue queue() {
		return AcceptQueue.of(this.calls, this.descriptor);
	}

	/**
	 * Listen no more, whoever else holds this socket.
	 */
	void shutdown() {
		this.calls.shutdown(this.descriptor, SHUT_RDWR);
	}

	void close() {
		this.calls.close(this.descriptor);
	}

	private void check(int result, String call) {
		NativeErrors.check(this.calls, result, call);
	}

}
