package io.clusterboot.process;

import java.time.Duration;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.WorkerExit;

/**
 * Waits for the end of one process and of its output, and tells it once.
 *
 * @param process the process
 * @param output its output
 * @param examination what is known about the process's end
 * @param drainTimeout how long to wait for the output's end, which a process that the
 * worker left behind can delay
 * @param onEnd run as soon as the process has ended
 * @param onExit told how the process ended when its output has been relayed
 */
record ExitWatch(Process process, RelayedOutput output, ExitForensics.Case examination, Duration drainTimeout,
		Runnable onEnd, Consumer<WorkerExit> onExit) implements Runnable {

	private static final Log logger = LogFactory.getLog(ExitWatch.class);

	@Override
	public void run() {
		try {
			this.onExit.accept(explained(this.process.waitFor()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private WorkerExit explained(int code) throws InterruptedException {
		try {
			this.examination.exited(code);
			this.onEnd.run();
			if (!this.output.awaitEnd(this.drainTimeout)) {
				logger.debug("Output of pid " + this.process.pid() + " is still open after its exit");
			}
			return this.examination.conclude(this.process.pid(), this.output.tail());
		}
		catch (RuntimeException | Error ex) {
			// An exit that is not told would leave the slot empty for good.
			logger.debug("Could not find out why pid " + this.process.pid() + " ended", ex);
			return this.examination.unexplained(code);
		}
	}

}
