package io.clusterboot.process;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.supervisor.WorkerProcess;

/**
 * A worker JVM that this process has forked.
 */
final class JvmWorkerProcess implements WorkerProcess {

	private static final Log logger = LogFactory.getLog(JvmWorkerProcess.class);

	private final Process process;

	private final QuitSignal quit;

	private final String dumpThreadName;

	JvmWorkerProcess(Process process, int ordinal, QuitSignal quit) {
		this.process = process;
		this.quit = quit;
		this.dumpThreadName = "cluster-dump-" + ordinal;
	}

	@Override
	public long pid() {
		return this.process.pid();
	}

	@Override
	public void terminate() {
		// By the handle: Process.destroy closes the pipes, and the worker's last words
		// with them.
		if (this.process.isAlive()) {
			this.process.toHandle().destroy();
		}
	}

	@Override
	public void kill() {
		if (this.process.isAlive()) {
			this.process.toHandle().destroyForcibly();
		}
	}

	@Override
	public void dumpThreads() {
		if (!this.process.isAlive()) {
			return;
		}
		try {
			DaemonThreads.start(this.dumpThreadName, () -> this.quit.send(this.process));
		}
		catch (OutOfMemoryError ex) {
			logger.warn("No thread dump of pid " + pid() + ": " + ex.getMessage());
		}
	}

}
