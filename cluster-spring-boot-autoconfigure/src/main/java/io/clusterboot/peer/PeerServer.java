package io.clusterboot.peer;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.protocol.PeerCheck;

/**
 * Hears the other members of the cluster and lets a handler answer. Only processes of the
 * same user get in: those could attach to this JVM anyway.
 *
 * @since 0.1.0
 */
public final class PeerServer implements AutoCloseable {

	/**
	 * Longest time that the other side may take for the next piece of what it reads or
	 * writes.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * How many questions are answered at a time. More of them are turned away, so that
	 * nothing a member asks can exhaust this process.
	 */
	private static final int MOST = 512;

	/**
	 * How long nothing is accepted after that has failed, for want of descriptors mostly.
	 */
	private static final Duration PAUSE = Duration.ofMillis(200);

	private static final Log logger = LogFactory.getLog(PeerServer.class);

	private final Path socket;

	private final ServerSocketChannel server;

	private final PeerHandler handler;

	private final PeerCheck check;

	private final Alarms alarms = new Alarms("cluster-peer-timer");

	private final ThreadPoolExecutor answering = PeerThreads.pool("cluster-peer-answer", MOST);

	private PeerServer(Path socket, ServerSocketChannel server, PeerHandler handler, PeerCheck check) {
		this.socket = socket;
		this.server = server;
		this.handler = handler;
		this.check = check;
	}

	/**
	 * Begin to listen.
	 * @param socket path of the socket, which nothing has yet
	 * @param handler answers, on threads of the server, several questions at a time
	 * @return the server
	 * @throws IOException if there can be no such socket
	 */
	public static PeerServer start(Path socket, PeerHandler handler) throws IOException {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			server.bind(address);
			PeerServer started = new PeerServer(socket, server, handler, PeerCheck.sameUser(address));
			PeerThreads.daemon("cluster-peer", started::acceptAll).start();
			return started;
		}
		catch (IOException | RuntimeException ex) {
			server.close();
			throw ex;
		}
	}

	private void acceptAll() {
		while (this.server.isOpen()) {
			try {
				accept(this.server.accept());
			}
			catch (ClosedChannelException ex) {
				return;
			}
			catch (IOException ex) {
				logger.debug("Cannot accept another member's connection", ex);
				LockSupport.parkNanos(PAUSE.toNanos());
			}
		}
	}

	private void accept(SocketChannel channel) throws IOException {
		PeerConnection connection = new PeerConnection(channel, this.alarms);
		try {
			this.answering.execute(() -> serve(channel, connection));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// Of memory for a thread: the next question may find it.
			try (connection) {
				new AnswerOutput(connection).fail("too many questions are being answered");
			}
		}
	}

	private void serve(SocketChannel channel, PeerConnection connection) {
		try (connection) {
			if (this.check.allows(channel)) {
				PeerQuestion question = connection.within(PATIENCE, () -> PeerQuestion.read(connection.in()));
				answer(question, new AnswerOutput(connection));
			}
		}
		catch (IOException ex) {
			logger.debug("Another member got no answer: " + ex);
		}
	}

	private void answer(PeerQuestion question, AnswerOutput answer) throws IOException {
		try {
			this.handler.answer(question, answer);
			answer.end();
		}
		catch (IOException | RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError ex) {
			logger.debug("Could not answer: " + question.subject(), ex);
			answer.fail(String.valueOf((ex.getMessage() != null) ? ex.getMessage() : ex));
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
			Files.deleteIfExists(this.socket);
		}
		catch (IOException ex) {
			logger.debug("Could not remove " + this.socket, ex);
		}
		this.answering.shutdown();
	}

}
