package io.clusterboot.supervisor;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

/**
 * Keeps a listener's exceptions away from the supervisor.
 */
final class SafeListener implements SupervisorListener {

	private static final Log logger = LogFactory.getLog(SafeListener.class);

	private final SupervisorListener delegate;

	SafeListener(SupervisorListener delegate) {
		this.delegate = delegate;
	}

	@Override
	public void clusterServes() {
		tell(this.delegate::clusterServes);
	}

	@Override
	public void clusterReady() {
		tell(this.delegate::clusterReady);
	}

	@Override
	public void startFailed(WorkerIdentity worker, WorkerExit exit) {
		tell(() -> this.delegate.startFailed(worker, exit));
	}

	@Override
	public void gaveUp(String reason) {
		tell(() -> this.delegate.gaveUp(reason));
	}

	@Override
	public void everybodyLeft() {
		tell(this.delegate::everybodyLeft);
	}

	@Override
	public void clusterStops() {
		tell(this.delegate::clusterStops);
	}

	@Override
	public void reloading(ReloadStatus reload) {
		tell(() -> this.delegate.reloading(reload));
	}

	@Override
	public void reloaded(ReloadStatus reload) {
		tell(() -> this.delegate.reloaded(reload));
	}

	@Override
	public void changed(WorkerChange change) {
		tell(() -> this.delegate.changed(change));
	}

	private void tell(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			logger.error("A listener of the supervisor failed", ex);
		}
	}

}
