package io.clusterboot.supervisor;

import java.util.Map;

import io.clusterboot.WorkerIdentity;

/**
 * A worker that is to be forked.
 *
 * @param identity identity of the process to fork
 * @param workers how many workers there shall be, this one included; not those that are
 * about to take over from another
 * @param environment environment variables of its own, beside what all workers get
 * @since 0.1.0
 */
public record ForkRequest(WorkerIdentity identity, int workers, Map<String, String> environment) {

	public ForkRequest {
		environment = Map.copyOf(environment);
	}

	/**
	 * Return how much there is of the environment: variables may hold secrets.
	 */
	@Override
	public String toString() {
		return "ForkRequest[identity=" + this.identity + ", workers=" + this.workers + ", environment="
				+ this.environment.size() + "]";
	}

}
