package io.clusterboot.process;

import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/**
 * A Unix domain socket that datagrams leave by. It stays open as long as the process.
 *
 * @param calls the native calls
 * @param address where datagrams go
 * @param descriptor the socket
 */
record NotifySocket(NotifyCalls calls, NotifyAddress address, int descriptor) {

	private static final int SOCK_DGRAM = 2;

	private static final int SOCK_CLOEXEC = 0x80000;

	private static final int MSG_NOSIGNAL = 0x4000;

	private static final int CLOCK_MONOTONIC = 1;

	static NotifySocket open(NotifyCalls calls, NotifyAddress address) throws SocketException {
		int descriptor = calls.socket(NotifyAddress.AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
		NotifySocket socket = new NotifySocket(calls, address, descriptor);
		socket.check(descriptor, "socket");
		return socket;
	}

	void send(String message) throws SocketException {
		byte[] data = message.getBytes(StandardCharsets.UTF_8);
		byte[] to = this.address.bytes();
		// Not connected: whoever listens may be another one after it has started anew.
		NativeLong sent = this.calls.sendto(this.descriptor, data, new NativeLong(data.length), MSG_NOSIGNAL, to,
				to.length);
		check(sent.longValue(), "sendto");
	}

	/**
	 * Return the kernel's monotonic time, which {@link System#nanoTime()} need not be.
	 * @return microseconds
	 * @throws SocketException if there is no such clock
	 */
	long micros() throws SocketException {
		try (Memory time = new Memory(2L * NativeLong.SIZE)) {
			check(this.calls.clock_gettime(CLOCK_MONOTONIC, time), "clock_gettime");
			long seconds = time.getNativeLong(0).longValue();
			long nanos = time.getNativeLong(NativeLong.SIZE).longValue();
			return TimeUnit.SECONDS.toMicros(seconds) + TimeUnit.NANOSECONDS.toMicros(nanos);
		}
	}

	private void check(long result, String call) throws SocketException {
		if (result < 0) {
			throw new SocketException(call + ": " + this.calls.strerror(Native.getLastError()));
		}
	}

}
