package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.PrimaryStatus;

/**
 * Asks for the cluster's status.
 *
 * @param facts what is known of the primary
 * @param answer completed with the status
 */
record StatusQuery(PrimaryFacts facts, CompletableFuture<ClusterStatus> answer) implements PoolTask {

	@Override
	public void run(WorkerPool pool, Instant now) {
		Duration uptime = Duration.between(this.facts.startTime(), now);
		PrimaryStatus primary = new PrimaryStatus(this.facts.pid(), this.facts.startTime(), uptime);
		this.answer.complete(new ClusterStatus(primary, pool.desiredWorkers(), pool.generation(), pool.listeners(),
				pool.reload(), pool.workers(now), pool.figures()));
	}

	@Override
	public void abandon() {
		this.answer.completeExceptionally(new ClusterUnavailableException("The supervisor is closed"));
	}

}
