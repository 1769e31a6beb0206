package io.clusterboot.peer;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Asks other members, several at a time.
 *
 * @since 0.1.0
 */
public final class PeerClient {

	private static final int MOST = 256;

	private final Alarms alarms = new Alarms("cluster-ask-timer");

	private final ThreadPoolExecutor asking = PeerThreads.pool("cluster-ask", MOST);

	/**
	 * Ask a member. Waits for the first word of its answer.
	 * @param socket path of the member's socket
	 * @param question the question
	 * @param timeout longest time until the answer is there as far as the reader reads it
	 * @param reader reads the answer, which is closed when it returns unless it is a
	 * result
	 * @param <T> the type of the result
	 * @return completes with what the reader returns, or with the failure of either
	 */
	public <T> CompletableFuture<T> ask(Path socket, PeerQuestion question, Duration timeout, Reader<T> reader) {
		CompletableFuture<T> result = new CompletableFuture<>();
		try {
			this.asking.execute(() -> {
				try {
					result.complete(converse(socket, question, timeout, reader));
				}
				catch (IOException | RuntimeException | Error ex) {
					result.completeExceptionally(ex);
				}
			});
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			result.completeExceptionally(new IOException("too many questions wait for an answer", ex));
		}
		return result;
	}

	private <T> T converse(Path socket, PeerQuestion question, Duration timeout, Reader<T> reader) throws IOException {
		PeerConnection connection = new PeerConnection(SocketChannel.open(StandardProtocolFamily.UNIX), this.alarms);
		try {
			return connection.within(timeout, () -> {
				connection.connect(UnixDomainSocketAddress.of(socket));
				question.write(connection.out());
				PeerAnswer answer = new PeerAnswer(connection, timeout);
				T result = reader.read(answer);
				answer.handOver();
				return result;
			});
		}
		catch (IOException | RuntimeException | Error ex) {
			connection.close();
			throw ex;
		}
	}

	/**
	 * Reads an answer.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	public interface Reader<T> {

		/**
		 * Read the answer. Whoever reads it to its end, or needs no more of it, closes
		 * it.
		 * @param answer the answer
		 * @return what it says
		 * @throws IOException if it breaks off, or says that there is none
		 */
		T read(PeerAnswer answer) throws IOException;

	}

}
