package io.clusterboot.process;

import java.nio.charset.StandardCharsets;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other end of {@link ServiceManager}: a real socket that takes datagrams.
 */
final class NotifyReceiver implements AutoCloseable {

	private static final int SOCK_DGRAM = 2;

	private static final int MSG_DONTWAIT = 0x40;

	private static final int MOST = 4096;

	private final Calls calls = Native.load(Platform.C_LIBRARY_NAME, Calls.class);

	private final int descriptor = this.calls.socket(NotifyAddress.AF_UNIX, SOCK_DGRAM, 0);

	NotifyReceiver(String address) {
		byte[] bytes = NotifyAddress.of(address).bytes();
		assertThat(this.calls.bind(this.descriptor, bytes, bytes.length)).as("bind " + address).isZero();
	}

	/**
	 * Return the next message. Datagrams on this machine are there as soon as they were
	 * sent.
	 * @return the message, or {@code null} if there is none
	 */
	String next() {
		try (Memory memory = new Memory(MOST)) {
			int length = this.calls.recv(this.descriptor, memory, new NativeLong(MOST), MSG_DONTWAIT).intValue();
			return (length >= 0) ? new String(memory.getByteArray(0, length), StandardCharsets.UTF_8) : null;
		}
	}

	@Override
	public void close() {
		this.calls.close(this.descriptor);
	}

	/**
	 * The functions as the C library names them.
	 */
	interface Calls extends Library {

		int socket(int family, int type, int protocol);

		int bind(int descriptor, byte[] address, int length);

		NativeLong recv(int descriptor, Pointer buffer, NativeLong length, int flags);

		int close(int descriptor);

	}

}
