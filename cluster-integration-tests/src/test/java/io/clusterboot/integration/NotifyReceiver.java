package io.clusterboot.integration;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service manager's socket: takes the datagrams of whoever it was given to.
 */
final class NotifyReceiver implements AutoCloseable {

	private static final int AF_UNIX = 1;

	private static final int SOCK_DGRAM = 2;

	private static final int SHUT_RDWR = 2;

	private static final int MOST = 4096;

	private final Calls calls = Native.load(Platform.C_LIBRARY_NAME, Calls.class);

	private final int descriptor = this.calls.socket(AF_UNIX, SOCK_DGRAM, 0);

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final Thread thread = new Thread(this::receive, "notify-receiver");

	NotifyReceiver(Path path) {
		byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
		byte[] address = ByteBuffer.allocate(Short.BYTES + name.length)
			.order(ByteOrder.nativeOrder())
			.putShort((short) AF_UNIX)
			.put(name)
			.array();
		assertThat(this.calls.bind(this.descriptor, address, address.length)).as("bind " + path).isZero();
		this.thread.start();
	}

	private void receive() {
		try (Memory memory = new Memory(MOST)) {
			int length = receive(memory);
			while (length > 0) {
				this.messages.add(new String(memory.getByteArray(0, length), StandardCharsets.UTF_8));
				length = receive(memory);
			}
		}
	}

	private int receive(Memory memory) {
		return this.calls.recv(this.descriptor, memory, new NativeLong(MOST), 0).intValue();
	}

	List<String> messages() {
		return this.messages;
	}

	/**
	 * Wait for a message that was not there before.
	 * @param from how many messages are not looked at
	 * @param wanted tells it from others
	 * @return its place among all messages
	 */
	int await(int from, Predicate<String> wanted) {
		return Awaitility.await().atMost(TestCluster.START).until(() -> {
			int index = from;
			while (index < this.messages.size() && !wanted.test(this.messages.get(index))) {
				index++;
			}
			return index;
		}, (index) -> index < this.messages.size());
	}

	@Override
	public void close() throws InterruptedException {
		this.calls.shutdown(this.descriptor, SHUT_RDWR);
		this.thread.join();
		this.calls.close(this.descriptor);
	}

	/**
	 * The functions as the C library names them.
	 */
	interface Calls extends Library {

		int socket(int family, int type, int protocol);

		int bind(int descriptor, byte[] address, int length);

		NativeLong recv(int descriptor, Pointer buffer, NativeLong length, int flags);

		int shutdown(int descriptor, int how);

		int close(int descriptor);

	}

}
