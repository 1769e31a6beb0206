package io.clusterboot.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Listens on a port that nobody else knows and hands each connection to the server.
 */
final class WarmUpListener implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(WarmUpListener.class);

	private final ServerSocketChannel channel;

	private final SharedServer server;

	private WarmUpListener(ServerSocketChannel channel, SharedServer server) {
		this.channel = channel;
		this.server = server;
	}

	static WarmUpListener open(SharedServer server) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		try {
			channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
		WarmUpListener listener = new WarmUpListener(channel, server);
		listener.start();
		return listener;
	}

	private void start() {
		Thread thread = new Thread(this::accept, "cluster-warm-up");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				SocketChannel connection = this.channel.accept();
				this.server.serveOwn(connection);
			}
		}
		catch (IOException ex) {
			logger.trace("No more requests", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Return the address of the server's root.
	 * @return the beginning of each address, without a slash in the end
	 */
	String root() {
		return (this.server.isSecure() ? "https" : "http") + "://" + address() + ":"
				+ this.channel.socket().getLocalPort();
	}

	private String address() {
		String address = this.channel.socket().getInetAddress().getHostAddress();
		return (address.indexOf(':') >= 0) ? "[" + address + "]" : address;
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
		this.server.closeOwn();
	}

}
