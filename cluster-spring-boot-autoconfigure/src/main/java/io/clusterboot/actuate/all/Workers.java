package io.clusterboot.actuate.all;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerIdentity;

/**
 * Which worker processes there are to ask. While the primary is silent those count that
 * it named last.
 */
final class Workers {

	private final ClusterStatusSource source;

	private final WorkerIdentity self;

	private final Duration silence;

	private final AtomicReference<@Nullable ClusterStatus> last = new AtomicReference<>();

	/**
	 * Create a new {@link Workers} instance.
	 * @param source gives the status
	 * @param self this worker
	 * @param silence age of a heartbeat from which on a worker is not asked any more,
	 * because it would not answer either
	 */
	Workers(ClusterStatusSource source, WorkerIdentity self, Duration silence) {
		this.source = source;
		this.self = self;
		this.silence = silence;
	}

	WorkerIdentity self() {
		return this.self;
	}

	/**
	 * Wait until the primary has answered all that it was asked before, but for what it
	 * has agreed to and is not done with.
	 * @param patience how long to wait
	 * @throws ClusterUnavailableException if it did not answer in time
	 */
	void awaitPrimary(Duration patience) {
		this.last.set(this.source.status(patience));
	}

	/**
	 * Return the workers as of now.
	 * @return all that one request asks is asked of this
	 */
	Present now() {
		try {
			return of(this.source.status());
		}
		catch (ClusterUnavailableException ex) {
			return of(null);
		}
	}

	/**
	 * Return the workers in a status.
	 * @param status what the primary has just told, or {@code null} if it is silent
	 * @return all that one request asks is asked of this
	 */
	Present of(@Nullable ClusterStatus status) {
		if (status != null) {
			this.last.set(status);
		}
		return new Present(this.last.get(), status != null, this.self, this.silence);
	}

}
