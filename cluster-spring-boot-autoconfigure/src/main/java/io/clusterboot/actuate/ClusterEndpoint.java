package io.clusterboot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerStatus;
import io.clusterboot.member.ClusterOperations;

/**
 * {@link Endpoint @Endpoint} that shows the whole cluster, the same on every worker, and
 * lets an operator change it.
 *
 * @since 0.1.0
 */
@Endpoint(id = "cluster", defaultAccess = Access.READ_ONLY)
public class ClusterEndpoint {

	private final ObjectProvider<ClusterStatusSource> source;

	private final ObjectProvider<ClusterOperations> operations;

	private final ObjectProvider<WorkerIdentity> self;

	private final long pid;

	/**
	 * Create a new {@link ClusterEndpoint} instance.
	 * @param source gives the status; has none where the application is no worker
	 * @param operations changes the cluster; has none where the application is no worker
	 * @param self this worker; has none in the primary
	 * @param pid process id of this process
	 */
	public ClusterEndpoint(ObjectProvider<ClusterStatusSource> source, ObjectProvider<ClusterOperations> operations,
			ObjectProvider<WorkerIdentity> self, long pid) {
		this.source = source;
		this.operations = operations;
		this.self = self;
		this.pid = pid;
	}

	/**
	 * Return the whole cluster.
	 * @return the cluster, or {@code null} if the application is no worker
	 * @throws ClusterUnavailableException if the primary did not answer
	 */
	@ReadOperation
	public @Nullable ClusterDescriptor all() {
		ClusterStatusSource source = this.source.getIfAvailable();
		return (source != null) ? describe(source.status()) : null;
	}

	/**
	 * Return one worker.
	 * @param ordinal the worker's ordinal
	 * @return the worker, or {@code null} where there is none
	 * @throws ClusterUnavailableException if the primary did not answer
	 */
	@ReadOperation
	public @Nullable WorkerDescriptor one(@Selector int ordinal) {
		ClusterStatusSource source = this.source.getIfAvailable();
		WorkerStatus worker = (source != null) ? source.status().worker(ordinal) : null;
		return (worker != null) ? WorkerDescriptor.of(worker) : null;
	}

	/**
	 * Change the cluster. Returns as soon as the primary has agreed to it, and at the end
	 * of a reload if that is asked for.
	 * @param action {@code scale}, {@code reload}, {@code restart}, {@code park} or
	 * {@code resume}
	 * @param workers how many workers there shall be, to scale
	 * @param worker the ordinal of the worker to restart, to park or to resume
	 * @param wait how long to wait for the end of a reload, an ISO-8601 duration
	 * @return the cluster, or {@code null} if the application is no worker
	 * @throws InvalidEndpointRequestException if a parameter is not allowed
	 * @throws io.clusterboot.ClusterOperationException if the primary declines
	 * @throws ClusterUnavailableException if the primary did not answer
	 */
	@WriteOperation
	public @Nullable ClusterDescriptor change(@Selector String action, @Nullable String workers,
			@Nullable String worker, @Nullable String wait) {
		ClusterAction known = ClusterAction.find(action);
		if (known == null) {
			throw ActionParameters.invalid(ClusterAction.unknown(action));
		}
		return change(known, new ActionParameters(workers, worker, wait));
	}

	@Nullable ClusterDescriptor change(ClusterAction action, ActionParameters parameters) {
		ClusterStatusSource source = this.source.getIfAvailable();
		ClusterOperations operations = this.operations.getIfAvailable();
		return (source != null && operations != null)
				? describe(new ActionRunner(source, operations).run(action, parameters)) : null;
	}

	private ClusterDescriptor describe(ClusterStatus status) {
		return ClusterDescriptor.of(status, AnsweredBy.of(this.self.getIfAvailable(), this.pid));
	}

}
