package io.clusterboot.actuate.all;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * Tells the families of which what is counted falls again: how many tasks run, and for
 * how long.
 */
final class MomentaryFamilies implements Predicate<String> {

	private final Map<Meter.Id, String> timers = new ConcurrentHashMap<>();

	private final AtomicReference<Set<String>> names = new AtomicReference<>(Set.of());

	private final PrometheusMeterRegistry registry;

	private MomentaryFamilies(PrometheusMeterRegistry registry) {
		this.registry = registry;
	}

	static MomentaryFamilies of(PrometheusMeterRegistry registry) {
		MomentaryFamilies families = new MomentaryFamilies(registry);
		registry.config().onMeterAdded(families::add).onMeterRemoved(families::remove);
		registry.getMeters().forEach(families::add);
		return families;
	}

	private void add(Meter meter) {
		if (meter instanceof LongTaskTimer) {
			Meter.Id id = meter.getId();
			this.timers.put(id,
					this.registry.config()
						.namingConvention()
						.name(id.getName(), Meter.Type.LONG_TASK_TIMER, id.getBaseUnit()));
			this.names.updateAndGet((before) -> Set.copyOf(this.timers.values()));
		}
	}

	private void remove(Meter meter) {
		// A timer of the same name may come in its place, of which nothing falls.
		if (this.timers.remove(meter.getId()) != null) {
			this.names.updateAndGet((before) -> Set.copyOf(this.timers.values()));
		}
	}

	@Override
	public boolean test(String family) {
		return this.names.get().contains(family);
	}

}
