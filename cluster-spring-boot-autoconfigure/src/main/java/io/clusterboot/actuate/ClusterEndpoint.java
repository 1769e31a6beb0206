package io.clusterboot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerStatus;

/**
 * {@link Endpoint @Endpoint} that shows the whole cluster, the same on every worker.
 *
 * @since 0.1.0
 */
@Endpoint(id = "cluster", defaultAccess = Access.READ_ONLY)
public class ClusterEndpoint {

	private final ObjectProvider<ClusterStatusSource> source;

	private final ObjectProvider<WorkerIdentity> self;

	private final long pid;

	/**
	 * Create a new {@link ClusterEndpoint} instance.
	 * @param source gives the status; has none where the application is no worker
	 * @param self this worker
	 * @param pid process id of this worker
	 */
	public ClusterEndpoint(ObjectProvider<ClusterStatusSource> source, ObjectProvider<WorkerIdentity> self, long pid) {
		this.source = source;
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
		return (source != null)
				? ClusterDescriptor.of(source.status(), AnsweredBy.worker(this.self.getObject(), this.pid)) : null;
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

}
