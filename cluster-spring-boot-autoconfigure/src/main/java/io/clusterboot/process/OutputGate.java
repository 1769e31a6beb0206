package io.clusterboot.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Lock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A destination that one relay at a time writes to, and whose failures stop none of them.
 */
final class OutputGate {

	private static final Log logger = LogFactory.getLog(OutputGate.class);

	private final OutputStream destination;

	private final Lock lock;

	private boolean failed;

	private boolean reported;

	OutputGate(OutputStream destination, Lock lock) {
		this.destination = destination;
		this.lock = lock;
	}

	/**
	 * Write whole lines in one go. They are lost if the destination does not take them.
	 * @param lines the lines
	 */
	void write(ByteArrayOutputStream lines) {
		Exception failure;
		this.lock.lock();
		try {
			failure = tryWrite(lines);
		}
		finally {
			this.lock.unlock();
		}
		if (failure != null) {
			// Outside of the lock: the log may end up at this very destination.
			logger.warn("Output of workers is lost: it cannot be written (" + failure + ")");
		}
	}

	private @Nullable Exception tryWrite(ByteArrayOutputStream lines) {
		try {
			if (this.failed) {
				// What was written last may have ended within a line.
				this.destination.write('\n');
			}
			lines.writeTo(this.destination);
			this.destination.flush();
			this.failed = false;
			return null;
		}
		catch (IOException | RuntimeException ex) {
			this.failed = true;
			return firstOnly(ex);
		}
	}

	private @Nullable Exception firstOnly(Exception failure) {
		boolean first = !this.reported;
		this.reported = true;
		return first ? failure : null;
	}

}
