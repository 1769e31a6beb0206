package io.clusterboot.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

import io.clusterboot.socket.AcceptGate;
import io.clusterboot.socket.ListenerSource;

/**
 * Hands out channels that somebody else owns and opens the gate when told.
 */
final class TestListeners implements ListenerSource, AutoCloseable {

	final AcceptGate gate = new AcceptGate();

	final List<ServerSocketChannel> released = new ArrayList<>();

	final ServerSocketChannel owned;

	private final boolean shared;

	TestListeners(boolean shared) throws IOException {
		this.shared = shared;
		this.owned = ServerSocketChannel.open().bind(new InetSocketAddress(0));
	}

	@Override
	public ServerSocketChannel open(InetSocketAddress address, int backlog) {
		return this.owned;
	}

	@Override
	public void release(ServerSocketChannel channel) {
		this.released.add(channel);
	}

	@Override
	public boolean isShared(ServerSocketChannel channel) {
		return this.shared;
	}

	@Override
	public AcceptGate gate(ServerSocketChannel channel) {
		return this.gate;
	}

	@Override
	public void close() throws IOException {
		this.owned.close();
	}

}
