package io.clusterboot.socket;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;

/**
 * An address as the kernel wants it, and as the JDK gives it to the kernel.
 *
 * @param family the address family
 * @param bytes the {@code sockaddr_in} or {@code sockaddr_in6}
 */
record NativeAddress(int family, byte[] bytes) {

	static final int AF_INET = 2;

	static final int AF_INET6 = 10;

	private static final int SOCKADDR_IN = 16;

	private static final int SOCKADDR_IN6 = 28;

	static NativeAddress of(InetAddress address, int port) throws IOException {
		return jdkUsesIpv6() ? ipv6(address, port) : ipv4(address, port);
	}

	static NativeAddress ipv4(InetAddress address, int port) {
		ByteBuffer buffer = start(SOCKADDR_IN, AF_INET, port);
		if (!address.isAnyLocalAddress()) {
			buffer.put(address.getAddress());
		}
		return new NativeAddress(AF_INET, buffer.array());
	}

	static NativeAddress ipv6(InetAddress address, int port) {
		ByteBuffer buffer = start(SOCKADDR_IN6, AF_INET6, port).putInt(0);
		if (address instanceof Inet6Address ipv6) {
			buffer.put(address.getAddress()).order(ByteOrder.nativeOrder()).putInt(ipv6.getScopeId());
		}
		else if (!address.isAnyLocalAddress()) {
			buffer.position(buffer.position() + 10).putShort((short) 0xffff).put(address.getAddress());
		}
		return new NativeAddress(AF_INET6, buffer.array());
	}

	private static ByteBuffer start(int size, int family, int port) {
		ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putShort((short) family);
		return buffer.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
	}

	private static boolean jdkUsesIpv6() throws IOException {
		try {
			// The only public way to learn it: the port is reserved by the JDK.
			ServerSocketChannel.open(StandardProtocolFamily.INET6).close();
			return true;
		}
		catch (UnsupportedOperationException ex) {
			return false;
		}
	}

}
