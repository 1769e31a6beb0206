package io.clusterboot.protocol;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

import jdk.net.ExtendedSocketOptions;

/**
 * Decides by the kernel's word whether a process may talk on a socket of the cluster's.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PeerCheck {

	/**
	 * Return whether the process at the other end may talk.
	 * @param channel the connection
	 * @return {@code true} if it may
	 * @throws IOException if the kernel does not tell
	 */
	boolean allows(SocketChannel channel) throws IOException;

	/**
	 * Return a check that allows this process' user and root.
	 * @param listener address on which this process itself listens
	 * @return the check
	 * @throws IOException if the kernel does not tell who this process is
	 */
	static PeerCheck sameUser(SocketAddress listener) throws IOException {
		// Asked of the kernel and not of the file system, which may map owners.
		try (SocketChannel self = SocketChannel.open(listener)) {
			UserPrincipal user = user(self);
			return (channel) -> isAllowed(user, user(channel));
		}
	}

	static boolean isAllowed(UserPrincipal self, UserPrincipal peer) {
		return peer.equals(self) || Set.of("root", "0").contains(peer.getName());
	}

	private static UserPrincipal user(SocketChannel channel) throws IOException {
		return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
	}

}
