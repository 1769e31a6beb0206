package io.clusterboot.context;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.supervisor.Supervisor;

/**
 * Carries out in the primary what a process of the cluster asks for.
 */
class PrimaryOperations implements ClusterOperations, ClusterStatusSource {

	private static final long STATUS_SECONDS = 1;

	private static final long NOBODY = 0;

	private final Supplier<@Nullable Supervisor> supervisor;

	private final Consumer<UnaryOperator<ClusterSettings>> settings;

	PrimaryOperations(Supplier<@Nullable Supervisor> supervisor, Consumer<UnaryOperator<ClusterSettings>> settings) {
		this.supervisor = supervisor;
		this.settings = settings;
	}

	@Override
	public CompletableFuture<WorkerChange.Forked> fork(Map<String, String> environment) {
		return with((primary) -> primary.fork(environment));
	}

	@Override
	public CompletableFuture<ClusterStatus> scale(int workers) {
		return with((primary) -> primary.scale(workers).thenCompose((done) -> primary.status()));
	}

	@Override
	public CompletableFuture<ClusterStatus> reload() {
		return reload(NOBODY);
	}

	/**
	 * Replace all workers, one after the other, by those of a new generation.
	 * @param asker id of the worker that asks, which is replaced last, or 0
	 * @return completes with the status at the end, well or not
	 */
	CompletableFuture<ClusterStatus> reload(long asker) {
		return with((primary) -> primary.reload(asker)
			.thenCompose((reload) -> primary.status().thenApply((status) -> with(status, reload))));
	}

	/**
	 * Return a status that tells of a reload. The next one may have begun meanwhile,
	 * which is not what was asked for.
	 * @param status the status
	 * @param reload the reload
	 * @return the status with that reload as the last one
	 */
	private static ClusterStatus with(ClusterStatus status, ReloadStatus reload) {
		return new ClusterStatus(status.primary(), status.desiredWorkers(), status.generation(), status.listeners(),
				reload, status.workers(), status.figures());
	}

	@Override
	public CompletableFuture<ClusterStatus> restart(int ordinal) {
		return with((primary) -> primary.restart(ordinal).thenCompose((done) -> primary.status()));
	}

	@Override
	public CompletableFuture<ClusterStatus> park(int ordinal, boolean parked) {
		return with((primary) -> primary.park(ordinal, parked).thenCompose((done) -> primary.status()));
	}

	@Override
	public CompletableFuture<Void> leaveAll() {
		return with(Supervisor::leaveAll);
	}

	@Override
	public void leave(long id, boolean kill) {
		supervisor().leave(id, kill);
	}

	@Override
	public void setup(UnaryOperator<ClusterSettings> change) {
		this.settings.accept(change);
	}

	@Override
	public ClusterStatus status() {
		try {
			return supervisor().status().get(STATUS_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterUnavailableException("The thread was interrupted");
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new ClusterUnavailableException("The supervisor did not answer: " + ex.getMessage());
		}
	}

	boolean hasStarted() {
		return this.supervisor.get() != null;
	}

	private <T> CompletableFuture<T> with(Function<Supervisor, CompletableFuture<T>> operation) {
		try {
			return operation.apply(supervisor());
		}
		catch (ClusterUnavailableException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Supervisor supervisor() {
		Supervisor supervisor = this.supervisor.get();
		if (supervisor == null) {
			throw new ClusterUnavailableException("The cluster has not started");
		}
		return supervisor;
	}

}
