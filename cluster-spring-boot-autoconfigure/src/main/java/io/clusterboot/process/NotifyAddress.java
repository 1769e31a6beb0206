package io.clusterboot.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The address of a Unix domain socket as the kernel wants it.
 *
 * @param bytes the {@code sockaddr_un}, as long as it has to be
 */
record NotifyAddress(byte[] bytes) {

	static final int AF_UNIX = 1;

	/**
	 * Room for the path in a {@code sockaddr_un}.
	 */
	private static final int MOST = 108;

	/**
	 * Return the address that a service manager gave in {@code NOTIFY_SOCKET}.
	 * @param value an absolute path, or {@code @} and the name of an abstract socket
	 * @return the address
	 * @throws IllegalArgumentException if it is neither
	 */
	static NotifyAddress of(String value) {
		if (!value.startsWith("/") && !value.startsWith("@")) {
			throw new IllegalArgumentException("it must be an absolute path, or begin with @");
		}
		byte[] path = value.getBytes(NativeCharset.VALUE);
		if (path.length < 2 || path.length >= MOST) {
			throw new IllegalArgumentException("it must have 2 to " + (MOST - 1) + " bytes");
		}
		if (value.startsWith("@")) {
			path[0] = 0;
		}
		return new NotifyAddress(ByteBuffer.allocate(Short.BYTES + path.length)
			.order(ByteOrder.nativeOrder())
			.putShort((short) AF_UNIX)
			.put(path)
			.array());
	}

}
