package io.clusterboot.member;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.clusterboot.Cluster;
import io.clusterboot.ClusterMessageException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterStatus;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.Worker;

/**
 * An application that is not clustered: a primary without workers, as in Node, and the
 * leader, since nobody else does its work.
 *
 * @since 0.1.0
 */
public final class SingleProcess implements Cluster {

	private static final String REASON = "The application is not clustered";

	@Override
	public boolean isPrimary() {
		return true;
	}

	@Override
	public Optional<Worker> worker() {
		return Optional.empty();
	}

	@Override
	public List<Worker> workers() {
		return List.of();
	}

	@Override
	public ClusterSettings settings() {
		return new ClusterSettings(List.of(), List.of(), Map.of(), null, false);
	}

	@Override
	public void setup(UnaryOperator<ClusterSettings> change) {
		throw new IllegalStateException(REASON);
	}

	@Override
	public ClusterStatus status() {
		Instant start = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
		PrimaryStatus primary = new PrimaryStatus(ProcessHandle.current().pid(), start,
				Duration.between(start, Instant.now()));
		return new ClusterStatus(primary, 0, 0, List.of(), null, List.of());
	}

	@Override
	public boolean isLeader() {
		return true;
	}

	@Override
	public CompletableFuture<Worker> fork(Map<String, String> environment) {
		return failed();
	}

	@Override
	public CompletableFuture<ClusterStatus> scale(int workers) {
		return failed();
	}

	@Override
	public CompletableFuture<ClusterStatus> reload() {
		return failed();
	}

	@Override
	public CompletableFuture<Void> disconnect() {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void send(Object message) {
		// To all workers, of which there are none.
	}

	@Override
	public void sendToAll(Object message) {
		// To all workers, of which there are none.
	}

	@Override
	public <T> CompletableFuture<@Nullable T> request(Object message, Class<T> type, Duration timeout) {
		return CompletableFuture.failedFuture(new ClusterMessageException(REASON, null));
	}

	private static <T> CompletableFuture<T> failed() {
		return CompletableFuture.failedFuture(new ClusterOperationException(REASON));
	}

}
