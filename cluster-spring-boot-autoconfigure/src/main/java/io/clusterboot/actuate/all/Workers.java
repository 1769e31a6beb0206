package io.clusterboot.actuate.all;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerIdentity;

/**
 * Which worker processes there are to ask. While the primary is silent those count that
 * it named last; it is not asked again with each question then.
 */
final class Workers {

	/**
	 * How long the primary is not asked after it did not answer.
	 */
	private static final Duration RESPITE = Duration.ofSeconds(1);

	private final ClusterStatusSource source;

	private final WorkerIdentity self;

	private final Duration silence;

	private final LongSupplier nanoTime;

	private final AtomicReference<@Nullable ClusterStatus> last = new AtomicReference<>();

	private final AtomicReference<@Nullable Long> silentSince = new AtomicReference<>();

	/**
	 * Create a new {@link Workers} instance.
	 * @param source gives the status
	 * @param self this worker
	 * @param silence age of a heartbeat from which on a worker is not asked any more,
	 * because it would not answer either
	 * @param nanoTime the time in nanoseconds
	 */
	Workers(ClusterStatusSource source, WorkerIdentity self, Duration silence, LongSupplier nanoTime) {
		this.source = source;
		this.self = self;
		this.silence = silence;
		this.nanoTime = nanoTime;
	}

	WorkerIdentity self() {
		return this.self;
	}

	/**
	 * Return the workers as of now.
	 * @return all that one request asks is asked of this
	 */
	Present now() {
		Long silent = this.silentSince.get();
		if (silent != null && this.nanoTime.getAsLong() - silent < RESPITE.toNanos()) {
			return new Present(this.last.get(), false, this.self, this.silence);
		}
		try {
			ClusterStatus status = this.source.status();
			this.last.set(status);
			this.silentSince.set(null);
			return new Present(status, true, this.self, this.silence);
		}
		catch (ClusterUnavailableException ex) {
			this.silentSince.set(this.nanoTime.getAsLong());
			return new Present(this.last.get(), false, this.self, this.silence);
		}
	}

}
