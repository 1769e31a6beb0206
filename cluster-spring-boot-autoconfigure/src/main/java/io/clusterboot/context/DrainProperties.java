package io.clusterboot.context;

import java.time.Duration;

/**
 * How a worker that is to stop gets rid of its connections.
 *
 * @since 0.1.0
 */
public class DrainProperties {

	/**
	 * Time for which a worker that gets no new connections any more goes on, and asks
	 * clients to connect anew, before it stops.
	 */
	private Duration period = Duration.ofSeconds(2);

	public Duration getPeriod() {
		return this.period;
	}

	public void setPeriod(Duration period) {
		this.period = period;
	}

}
