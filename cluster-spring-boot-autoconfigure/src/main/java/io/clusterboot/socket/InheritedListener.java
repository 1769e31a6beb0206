package io.clusterboot.socket;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link ListenerSource} that adopts the socket that the primary put on descriptor 0. The
 * socket does not listen before the primary has the worker join: to accept from it
 * earlier fails, which is why acceptors wait at the {@link #gate()}.
 * <p>
 * The JVM has one such socket. Closing it would redirect the JVM's output to nowhere, so
 * it is given back instead and can be had again.
 *
 * @since 0.1.0
 */
public final class InheritedListener implements ListenerSource {

	private static final Log logger = LogFactory.getLog(InheritedListener.class);

	private static final AtomicBoolean inputFreed = new AtomicBoolean();

	private static final AtomicBoolean inUse = new AtomicBoolean();

	private final ListenerSource others = new SharedListeners();

	private final AcceptGate gate;

	private final boolean shared;

	/**
	 * Create a new {@link InheritedListener} instance.
	 * @param gate opened when the primary had this worker join
	 * @param shared whether all workers accept from this socket
	 */
	public InheritedListener(AcceptGate gate, boolean shared) {
		this.gate = gate;
		this.shared = shared;
	}

	@Override
	public ServerSocketChannel open(InetSocketAddress address, int backlog) throws IOException {
		ServerSocketChannel inherited = adopt();
		int port = ((InetSocketAddress) inherited.getLocalAddress()).getPort();
		if (port == address.getPort() && inUse.compareAndSet(false, true)) {
			return this.shared ? inherited : blocking(inherited);
		}
		logger.warn("The socket of the primary has port " + port + " and cannot serve as another listener on " + address
				+ ", which is bound by this worker and not steered");
		return this.others.open(address, backlog);
	}

	/**
	 * Take the socket off descriptor 0, before the application reads from there or passes
	 * it on.
	 * @throws IOException if there is no socket on descriptor 0
	 */
	public static void claim() throws IOException {
		adopt();
	}

	private static ServerSocketChannel adopt() throws IOException {
		if (System.inheritedChannel() instanceof ServerSocketChannel inherited) {
			if (inputFreed.compareAndSet(false, true)) {
				freeInput();
			}
			return inherited;
		}
		throw new IOException("Descriptor 0 is no socket of the primary to listen on");
	}

	private static void freeInput() throws IOException {
		// The channel has a descriptor of its own. Descriptor 0 would pass the socket on
		// to every process that the application starts with its own standard input. The
		// JDK redirects the first three descriptors to the null device instead.
		new FileInputStream(FileDescriptor.in).close();
		System.setIn(InputStream.nullInputStream());
	}

	private static ServerSocketChannel blocking(ServerSocketChannel channel) throws IOException {
		// The mode belongs to the socket: a former worker may have left another than the
		// JDK thinks.
		channel.configureBlocking(false);
		channel.configureBlocking(true);
		return channel;
	}

	@Override
	public void release(ServerSocketChannel channel) throws IOException {
		if (isInherited(channel)) {
			inUse.set(false);
		}
		else {
			channel.close();
		}
	}

	@Override
	public boolean isShared(ServerSocketChannel channel) throws IOException {
		return this.shared && isInherited(channel);
	}

	private static boolean isInherited(ServerSocketChannel channel) throws IOException {
		return inputFreed.get() && System.inheritedChannel() == channel;
	}

	@Override
	public AcceptGate gate(ServerSocketChannel channel) throws IOException {
		return isInherited(channel) ? this.gate : this.others.gate(channel);
	}

}
