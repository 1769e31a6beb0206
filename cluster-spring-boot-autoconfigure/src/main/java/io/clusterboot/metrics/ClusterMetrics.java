package io.clusterboot.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;

/**
 * {@link MeterBinder} of the cluster: how its workers are, what they do and how often
 * they were started anew, how reloads ended, and how many connections wait. The same in
 * every worker, since the primary tells it. Binds nothing where the application is no
 * worker.
 *
 * @since 0.1.0
 */
public class ClusterMetrics implements MeterBinder, ApplicationListener<ApplicationReadyEvent> {

	private static final Duration TIME_TO_LIVE = Duration.ofMillis(500);

	private final ObjectProvider<ClusterStatusSource> source;

	private final CachedStatus cachedStatus;

	// Meters know what they measure by weak references only
	private final List<ClusterMeters> bound = new CopyOnWriteArrayList<>();

	/**
	 * Create a new {@link ClusterMetrics} instance.
	 * @param source gives the status; has none where the application is no worker
	 */
	public ClusterMetrics(ObjectProvider<ClusterStatusSource> source) {
		this(source, System::nanoTime);
	}

	ClusterMetrics(ObjectProvider<ClusterStatusSource> source, LongSupplier nanoTime) {
		this.source = source;
		this.cachedStatus = new CachedStatus(() -> source.getObject().status(), nanoTime, TIME_TO_LIVE);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		if (this.source.getIfAvailable() != null) {
			ClusterMeters meters = new ClusterMeters(registry, this.cachedStatus);
			this.bound.add(meters);
			meters.register();
		}
	}

	/**
	 * Look at the status once, so that the first scrape already shows every worker.
	 * Earlier is too early: it could hold up the start.
	 * @param event the application is ready
	 */
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		this.bound.forEach(ClusterMeters::status);
	}

	/**
	 * Have the meters tell from now on what is so now or later, and find the slots that
	 * are new or gone.
	 * @return the status that they tell, or {@code null} if the primary does not answer
	 */
	public @Nullable ClusterStatus refresh() {
		this.cachedStatus.expire();
		this.bound.forEach(ClusterMeters::status);
		return this.cachedStatus.get();
	}

}
