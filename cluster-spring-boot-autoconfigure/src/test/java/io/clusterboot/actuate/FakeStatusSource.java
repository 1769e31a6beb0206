package io.clusterboot.actuate;

import java.time.Duration;

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

	private volatile Runnable before = () -> {
	};

	/**
	 * Create a new {@link FakeStatusSource} instance.
	 * @param status the answer
	 */
	public FakeStatusSource(ClusterStatus status) {
		this.status = status;
	}

	@Override
	public ClusterStatus status() {
		return status(Duration.ofSeconds(1));
	}

	@Override
	public ClusterStatus status(Duration timeout) {
		this.asked++;
		this.before.run();
		ClusterStatus status = this.status;
		if (status == null) {
			throw new ClusterUnavailableException("Status: no answer within " + timeout.toSeconds() + " s");
		}
		return status;
	}

	public void answer(ClusterStatus status) {
		this.status = status;
	}

	/**
	 * Have something happen before the next answers.
	 * @param before what happens
	 */
	public void before(Runnable before) {
		this.before = before;
	}

	public void fallSilent() {
		this.status = null;
	}

	public int asked() {
		return this.asked;
	}

}
