package io.clusterboot.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.apache.tomcat.util.net.Acceptor;
import org.apache.tomcat.util.net.Acceptor.AcceptorState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import io.clusterboot.socket.ListenerSource;
import io.clusterboot.socket.SharedListeners;

/**
 * Tomcat's endpoint on a port that it shares with other processes.
 */
class SharedPortEndpoint extends NioEndpoint {

	private static final int UNLOCK_MILLIS = 1000;

	private static final long MILLI = 1_000_000;

	private ListenerSource source = new SharedListeners();

	private volatile @Nullable PortListener listener;

	/**
	 * Accepted by the acceptor's thread and not handed over yet.
	 */
	private volatile @Nullable SocketChannel accepted;

	private final OwnConnections own = new OwnConnections();

	private final ConnectionActivity activity = new ConnectionActivity();

	private final DuplicateAccepts duplicates = new DuplicateAccepts();

	private final UpgradedConnections upgraded = new UpgradedConnections();

	void setListenerSource(ListenerSource source) {
		this.source = source;
	}

	boolean isListening() {
		return getBindState().isBound();
	}

	/**
	 * Return how many connections there are with clients.
	 * @return number of connections
	 */
	int openConnections() {
		int all = this.connections.size();
		return this.own.isEmpty() ? all : all - this.own.countAmong(this.connections.keySet());
	}

	OwnConnections own() {
		return this.own;
	}

	void serveOwn(SocketChannel connection) throws IOException, InterruptedException {
		countUpOrAwaitConnection();
		this.own.add(connection);
		serve(connection);
	}

	void closeOwn() {
		this.own.remove().forEach(this::closeSocket);
	}

	long acceptedConnections() {
		return this.activity.acceptedConnections();
	}

	/**
	 * Expect that the listening socket may be shut down by its owner.
	 */
	void expectEnd() {
		PortListener listener = this.listener;
		if (listener != null) {
			listener.expectEnd();
		}
	}

	long quietNanos() {
		return this.activity.quietNanos(this.listener);
	}

	/**
	 * Close the connections that do nothing.
	 * @param age how long a connection must have sent nothing
	 * @return how many are left that are worth waiting for
	 */
	LeftConnections closeIdle(Duration age) {
		LeftConnections left = LeftConnections.NONE;
		try (IdleConnections idle = new IdleConnections(age)) {
			for (SocketWrapperBase<NioChannel> connection : getConnections()) {
				left = idle.closeOrCount((NioSocketWrapper) connection, left);
			}
		}
		catch (IOException ex) {
			getLog().debug("Idle connections cannot be told from others", ex);
		}
		return left;
	}

	void stopUpgraded() {
		this.upgraded.stop(getConnections(), (connection) -> processSocket(connection, SocketEvent.STOP, true));
	}

	@Override
	protected void initServerSocket() throws Exception {
		if (!isShareable()) {
			super.initServerSocket();
			return;
		}
		InetSocketAddress address = new InetSocketAddress(getAddress(), getPortWithOffset());
		PortListener listener = PortListener.open(this.source, address, getAcceptCount());
		this.listener = listener;
		this.socketProperties.setProperties(listener.channel().socket());
	}

	private boolean isShareable() {
		return !getUseInheritedChannel() && getUnixDomainSocketPath() == null;
	}

	@Override
	protected @Nullable NetworkChannel getServerSocket() {
		PortListener listener = this.listener;
		return (listener != null) ? listener.channel() : super.getServerSocket();
	}

	@Override
	protected SocketChannel serverSocketAccept() throws Exception {
		if (!isShareable()) {
			return super.serverSocketAccept();
		}
		PortListener listener = this.listener;
		SocketChannel connection = (listener != null) ? listener.accept() : null;
		if (connection == null) {
			// The acceptor wants a channel to throw away, as from a connection to itself.
			return SocketChannel.open();
		}
		if (this.duplicates.isDuplicate(connection)) {
			throw new IOException(sm.getString("endpoint.err.duplicateAccept"));
		}
		this.activity.accepted();
		this.accepted = connection;
		return connection;
	}

	@Override
	protected boolean setSocketOptions(SocketChannel socket) {
		if (socket == this.accepted) {
			this.accepted = null;
		}
		if (!socket.isConnected()) {
			super.destroySocket(socket);
			return true;
		}
		return super.setSocketOptions(socket);
	}

	@Override
	protected void destroySocket(SocketChannel socket) {
		// The listener is being closed and the acceptor throws away what it holds: a
		// client that is connected shall be answered.
		if (socket == this.accepted && isRunning()) {
			serve(socket);
			return;
		}
		super.destroySocket(socket);
	}

	@Override
	protected long countDownConnection() {
		this.activity.closed();
		return super.countDownConnection();
	}

	private boolean serves() {
		return isRunning() && !isPaused();
	}

	private void serve(SocketChannel socket) {
		if (!setSocketOptions(socket)) {
			closeSocket(socket);
		}
	}

	@Override
	protected void unlockAccept() {
		if (!isShareable()) {
			super.unlockAccept();
			return;
		}
		PortListener listener = this.listener;
		if (listener != null) {
			listener.release();
			awaitAcceptor();
		}
	}

	@Override
	protected void startAcceptorThread() {
		this.acceptor = new Acceptor<>(this);
		new AcceptorThread(this.acceptor, getName() + "-Acceptor", getAcceptorThreadPriority(), getDaemon()).start();
	}

	private void awaitAcceptor() {
		Acceptor<SocketChannel> acceptor = this.acceptor;
		for (int i = 0; i < UNLOCK_MILLIS && acceptor != null && acceptor.getState() == AcceptorState.RUNNING; i++) {
			LockSupport.parkNanos(MILLI);
		}
	}

	@Override
	public void resume() {
		PortListener listener = this.listener;
		if (listener != null) {
			listener.resume();
		}
		super.resume();
	}

	@Override
	protected void doCloseServerSocket() throws IOException {
		PortListener listener = this.listener;
		this.listener = null;
		if (listener == null) {
			super.doCloseServerSocket();
		}
		else if (serves()) {
			listener.close(this::serve);
		}
		else {
			listener.close();
		}
	}

}
