package io.clusterboot.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Standard input of this process, lent to a child for the moment of its start: the JDK
 * passes on no other descriptor than the first three.
 */
final class StandardInput {

	private static final int DESCRIPTOR = 0;

	private static final int F_DUPFD_CLOEXEC = 1030;

	private static final int O_RDONLY = 0;

	/**
	 * Above standard input, output and error output.
	 */
	private static final int FIRST_OTHER = 3;

	private final SocketCalls calls;

	StandardInput(SocketCalls calls) {
		this.calls = calls;
	}

	/**
	 * Start a process that finds a socket on its standard input.
	 * @param builder the process to start
	 * @param socket the socket
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	Process start(ProcessBuilder builder, NativeSocket socket) throws IOException {
		try {
			return lend(builder, socket);
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	private Process lend(ProcessBuilder builder, NativeSocket socket) throws IOException {
		open();
		int saved = this.calls.fcntl(DESCRIPTOR, F_DUPFD_CLOEXEC, FIRST_OTHER);
		NativeErrors.check(this.calls, saved, "F_DUPFD_CLOEXEC");
		try {
			replaceBy(socket.descriptor());
			return builder.redirectInput(Redirect.INHERIT).start();
		}
		finally {
			replaceBy(saved);
			this.calls.close(saved);
		}
	}

	/**
	 * Make sure that the descriptor is in use. Were it not, the next file that any thread
	 * opens would get it, and would be taken from that thread at the next start.
	 */
	private void open() {
		int lowest = NativeErrors.check(this.calls, this.calls.open("/dev/null", O_RDONLY), "/dev/null");
		if (lowest != DESCRIPTOR) {
			this.calls.close(lowest);
		}
	}

	private void replaceBy(int descriptor) {
		NativeErrors.check(this.calls, this.calls.dup2(descriptor, DESCRIPTOR), "dup2");
	}

}
