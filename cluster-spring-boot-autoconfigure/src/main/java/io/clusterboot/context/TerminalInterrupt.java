package io.clusterboot.context;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.clusterboot.WorkerExit;
import io.clusterboot.supervisor.WorkerLauncher;

/**
 * Lets the primary hear of Ctrl-C before it hears of the workers that end with it. The
 * terminal interrupts all processes at once, and a worker that is still starting does not
 * ignore that yet.
 */
class TerminalInterrupt {

	private static final String INTERRUPT = "SIGINT";

	private final CountDownLatch heard = new CountDownLatch(1);

	private final Duration patience;

	/**
	 * Create a new {@link TerminalInterrupt} instance.
	 * @param patience how long the end of an interrupted worker is held back while the
	 * primary hears nothing
	 */
	TerminalInterrupt(Duration patience) {
		this.patience = patience;
	}

	/**
	 * Tell that the supervisor knows that all workers are to leave.
	 */
	void heard() {
		this.heard.countDown();
	}

	/**
	 * Wrap a launcher so that it tells late of workers that were interrupted.
	 * @param launcher the launcher to wrap
	 * @return a launcher that leaves the primary time to hear of the interrupt itself
	 */
	WorkerLauncher waiting(WorkerLauncher launcher) {
		return (request, onExit) -> launcher.launch(request, (exit) -> {
			await(exit);
			onExit.accept(exit);
		});
	}

	private void await(WorkerExit exit) {
		if (INTERRUPT.equals(exit.signal())) {
			try {
				this.heard.await(this.patience.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
