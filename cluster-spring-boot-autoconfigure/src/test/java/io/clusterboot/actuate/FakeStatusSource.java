package io.clusterboot.actuate;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;

/**
 * {@link ClusterStatusSource} that answers what it was told, or not at all.
 *
 * @since 0.1.0
 */
public class FakeStatusSource implements ClusterStatusSource {

	private volatile @Nullable ClusterStatus status;

	private volatile int asked;

	/**
	 * Create a new {@link FakeStatusSource} instance.
	 * @param status the answer
	 */
	public FakeStatusSource(ClusterStatus status) {
		this.status = status;
	}

	@Override
	public ClusterStatus status() {
		this.asked++;
		ClusterStatus status = this.status;
		if (status == null) {
			throw new ClusterUnavailableException("Status: no answer within 1 s");
		}
		return status;
	}

	public void answer(ClusterStatus status) {
		this.status = status;
	}

	public void fallSilent() {
		this.status = null;
	}

	public int asked() {
		return this.asked;
	}

}
