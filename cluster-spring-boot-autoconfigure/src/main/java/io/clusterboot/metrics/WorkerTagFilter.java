package io.clusterboot.metrics;

import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;

import io.clusterboot.WorkerIdentity;

/**
 * {@link MeterFilter} that tells the meters of one worker from those of another by the
 * tag {@code worker}. A meter that has this tag keeps it. Those of the cluster are left
 * alone, for they are the same in every worker. Does nothing where the application is no
 * worker.
 *
 * @since 0.1.0
 */
public class WorkerTagFilter implements MeterFilter, Ordered {

	private final @Nullable Tags tags;

	/**
	 * Create a new {@link WorkerTagFilter} instance.
	 * @param self this worker; has none where the application is no worker
	 * @param enabled whether the tag is wanted
	 */
	public WorkerTagFilter(ObjectProvider<WorkerIdentity> self, BooleanSupplier enabled) {
		WorkerIdentity worker = self.getIfAvailable();
		this.tags = (worker != null && enabled.getAsBoolean()) ? Tags.of("worker", String.valueOf(worker.ordinal()))
				: null;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		Tags tags = this.tags;
		return (tags == null || ClusterMeterNames.include(id.getName())) ? id
				: id.replaceTags(tags.and(id.getTagsAsIterable()));
	}

	/**
	 * After {@code management.metrics.tags}, which may say otherwise, and before filters
	 * that the application orders nowhere: these may do away with the tag.
	 */
	@Override
	public int getOrder() {
		return 1;
	}

}
