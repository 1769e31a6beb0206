package io.clusterboot.protocol;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What the control server takes from outside.
 *
 * @param helloTimeout how long a connection may say nothing
 * @param maxSilent how many connections may be open that have not said who they are
 * @param acceptPause how long no connection is accepted after accepting one failed
 * @param acceptor accepts a connection
 * @param peerCheck makes the check of who connects, given the server's own address
 * @param nanoTime a clock in nanoseconds that is never set
 */
record ControlSettings(Duration helloTimeout, int maxSilent, Duration acceptPause, Acceptor acceptor,
		PeerCheckFactory peerCheck, LongSupplier nanoTime) {

	static final ControlSettings DEFAULT = new ControlSettings(Duration.ofSeconds(5), 64, Duration.ofSeconds(1),
			ServerSocketChannel::accept, PeerCheck::sameUser, System::nanoTime);

	ControlSettings withHelloTimeout(Duration timeout) {
		return new ControlSettings(timeout, this.maxSilent, this.acceptPause, this.acceptor, this.peerCheck,
				this.nanoTime);
	}

	ControlSettings withAcceptor(Acceptor acceptor, Duration pause) {
		return new ControlSettings(this.helloTimeout, this.maxSilent, pause, acceptor, this.peerCheck, this.nanoTime);
	}

	ControlSettings withPeerCheck(PeerCheck check) {
		return new ControlSettings(this.helloTimeout, this.maxSilent, this.acceptPause, this.acceptor,
				(listener) -> check, this.nanoTime);
	}

	/**
	 * Accepts a connection.
	 */
	@FunctionalInterface
	interface Acceptor {

		@Nullable SocketChannel accept(ServerSocketChannel server) throws IOException;

	}

	/**
	 * Makes the check of who connects.
	 */
	@FunctionalInterface
	interface PeerCheckFactory {

		PeerCheck create(SocketAddress listener) throws IOException;

	}

}
