package io.clusterboot.actuate.all;

import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.OperationType;

import io.clusterboot.actuate.merge.Merge;
import io.clusterboot.actuate.merge.Merges;
import io.clusterboot.member.ClusterOperations;

/**
 * Knows for each operation how it is run when any worker is asked.
 */
final class Ways {

	/**
	 * The endpoints that speak for the cluster by themselves.
	 */
	private static final Set<String> OF_THE_CLUSTER = Set.of("cluster", "clusterui");

	/**
	 * The endpoints of Spring Boot, Spring Session and Spring Cloud whose writes concern
	 * each worker.
	 */
	private static final Set<String> WRITTEN_TO_ALL = Set.of("caches", "sessions", "refresh", "env", "pause", "resume");

	/**
	 * The endpoints that read one long content, piece by piece.
	 */
	private static final Set<String> CONTENTS = Set.of("logfile", "heapdump");

	private final OneWorker one;

	private final EndpointJson json;

	private final Levels levels;

	private final ObjectProvider<ClusterOperations> operations;

	private final Set<String> broadcast;

	private final Map<String, Way> special;

	Ways(OneWorker one, EndpointJson json, Levels levels, ObjectProvider<ClusterOperations> operations,
			Set<String> broadcast, Map<String, Way> special) {
		this.one = one;
		this.json = json;
		this.levels = levels;
		this.operations = operations;
		this.broadcast = Set.copyOf(broadcast);
		this.special = Map.copyOf(special);
	}

	boolean areOfTheCluster(String endpoint) {
		return OF_THE_CLUSTER.contains(endpoint);
	}

	OneWorker one() {
		return this.one;
	}

	Way of(KnownOperation operation) {
		String endpoint = operation.endpoint().toLowerCaseString();
		return (operation.type() != OperationType.READ) ? write(endpoint) : read(endpoint, operation);
	}

	private Way read(String endpoint, KnownOperation operation) {
		Way special = this.special.get(endpoint);
		if (special != null) {
			return special;
		}
		if (CONTENTS.contains(endpoint)) {
			return new FirstWay(this.one);
		}
		Merge merge = Merges.read(endpoint, operation.parameterNames());
		return (merge != null) ? new MergedWay(this.one, this.json, merge) : Way.OWN;
	}

	private Way write(String endpoint) {
		return switch (endpoint) {
			case "loggers" -> new LoggersWay(this.one, this.levels);
			case "startup" -> new MergedWay(this.one, this.json, Merges.startup());
			case "shutdown" ->
				new PrimaryWay(this.one, this.operations, "Shutting down, bye...", ClusterOperations::leaveAll);
			case "restart" -> new PrimaryWay(this.one, this.operations, "Restarting", ClusterOperations::reload);
			default -> (WRITTEN_TO_ALL.contains(endpoint) || this.broadcast.contains(endpoint))
					? new BroadcastWay(this.one) : Way.OWN;
		};
	}

}
