package io.clusterboot.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * A web server's listener on a port that it shares with other processes.
 */
interface SharedServer extends SharedPortConnections {

	/**
	 * Return how many of its clients are to leave although it stays.
	 * @return the tickets, which are issued by others
	 */
	ClosingTickets tickets();

	/**
	 * Return whether it speaks TLS.
	 * @return {@code true} if it does
	 */
	boolean isSecure();

	/**
	 * Answer the requests of a connection that this JVM has with itself.
	 * @param connection the connection
	 * @throws IOException if the connection is closed
	 * @throws InterruptedException if the thread is interrupted
	 */
	void serveOwn(SocketChannel connection) throws IOException, InterruptedException;

	/**
	 * Close the connections that this JVM has with itself.
	 */
	void closeOwn();

}
