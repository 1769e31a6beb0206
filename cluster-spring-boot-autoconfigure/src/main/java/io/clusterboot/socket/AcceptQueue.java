package io.clusterboot.socket;

import com.sun.jna.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a listening socket, in which connections wait to be accepted, as the
 * kernel knows it at one moment.
 *
 * @param length how many connections wait
 * @param limit how many may wait
 * @param drops how many attempts to connect the socket has dropped, modulo 2^32
 */
record AcceptQueue(long length, long limit, int drops) {

	private static final int SOL_SOCKET = 1;

	private static final int SO_MEMINFO = 55;

	private static final int SK_MEMINFO_DROPS = 8;

	private static final int IPPROTO_TCP = 6;

	private static final int TCP_INFO = 11;

	private static final int TCP_LISTEN = 10;

	/**
	 * Where the kernel puts the length of the queue, of a socket that listens.
	 */
	private static final int UNACKED = 24;

	/**
	 * Where the kernel puts the limit of the queue, of a socket that listens.
	 */
	private static final int SACKED = 28;

	/**
	 * Ask the kernel.
	 * @param calls the native calls
	 * @param descriptor the socket
	 * @return the queue, or {@code null} if the socket does not listen or the kernel does
	 * not tell
	 */
	static @Nullable AcceptQueue of(SocketCalls calls, int descriptor) {
		int memoryLength = (SK_MEMINFO_DROPS + 1) * Integer.BYTES;
		try (Memory info = new Memory(SACKED + Integer.BYTES); Memory memory = new Memory(memoryLength)) {
			boolean known = get(calls, descriptor, IPPROTO_TCP, TCP_INFO, info)
					&& get(calls, descriptor, SOL_SOCKET, SO_MEMINFO, memory);
			return (known && info.getByte(0) == TCP_LISTEN) ? new AcceptQueue(
					Integer.toUnsignedLong(info.getInt(UNACKED)), Integer.toUnsignedLong(info.getInt(SACKED)),
					memory.getInt((long) SK_MEMINFO_DROPS * Integer.BYTES)) : null;
		}
	}

	private static boolean get(SocketCalls calls, int descriptor, int level, int option, Memory value) {
		try (Memory length = new Memory(Integer.BYTES)) {
			length.setInt(0, (int) value.size());
			return calls.getsockopt(descriptor, level, option, value, length) == 0 && length.getInt(0) == value.size();
		}
	}

}
