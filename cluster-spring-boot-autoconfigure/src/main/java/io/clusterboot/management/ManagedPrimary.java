package io.clusterboot.management;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.JsonCodec;

/**
 * What the management server shows and changes.
 *
 * @param source gives the status of the cluster
 * @param operations changes the cluster
 * @param started whether there is a supervisor, which answers for the status from then on
 * @param restartLimit number of restarts from which on a slot is retried slowly
 * @param json writes and reads JSON, asked for on the first request
 * @param prometheus gives the metrics of the cluster, or {@code null} for none
 * @since 0.1.0
 */
public record ManagedPrimary(ClusterStatusSource source, ClusterOperations operations, BooleanSupplier started,
		int restartLimit, Supplier<JsonCodec> json, @Nullable PrometheusSource prometheus) {

	ObjectProvider<ClusterStatusSource> sources() {
		return provider(ClusterStatusSource.class, this.source);
	}

	static <T> ObjectProvider<T> provider(Class<T> type, @Nullable T bean) {
		return new StaticListableBeanFactory((bean != null) ? Map.of("bean", bean) : Map.of()).getBeanProvider(type);
	}

}
