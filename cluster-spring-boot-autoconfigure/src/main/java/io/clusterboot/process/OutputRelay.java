package io.clusterboot.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Copies what the workers print to the primary's own output: whole lines, each marked
 * with its worker, in memory that does not grow.
 *
 * @since 0.1.0
 */
public final class OutputRelay {

	private final OutputGate out;

	private final OutputGate err;

	/**
	 * Create a new {@link OutputRelay} instance that writes to the descriptors of this
	 * process, whatever {@link System#setOut} is told.
	 */
	public OutputRelay() {
		this(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
	}

	/**
	 * Create a new {@link OutputRelay} instance.
	 * @param out gets what workers print to their standard output
	 * @param err gets what workers print to their standard error
	 */
	public OutputRelay(OutputStream out, OutputStream err) {
		// One lock, because both often are the same terminal, file or pipe. Fair, so that
		// a quiet worker waits for one chunk of each noisy one at most.
		Lock lock = new ReentrantLock(true);
		this.out = new OutputGate(out, lock);
		this.err = new OutputGate(err, lock);
	}

	/**
	 * Return a relay that drops what is printed, but for the last lines that explain an
	 * exit.
	 * @return a new instance
	 */
	static OutputRelay silent() {
		return new OutputRelay(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
	}

	RelayedOutput relay(int ordinal, InputStream out, InputStream err) {
		OutputTail tail = new OutputTail();
		LineTagger tagger = new LineTagger(ordinal);
		String name = "cluster-output-" + ordinal;
		return new RelayedOutput(tail,
				List.of(DaemonThreads.startSmall(name + "-out", new StreamRelay(out, this.out, tagger, tail)),
						DaemonThreads.startSmall(name + "-err", new StreamRelay(err, this.err, tagger, tail))));
	}

}
