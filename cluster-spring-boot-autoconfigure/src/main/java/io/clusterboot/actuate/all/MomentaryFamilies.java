package io.clusterboot.actuate.all;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * Tells the families of which what is counted falls again: how many tasks run, and for
 * how long.
 */
final class MomentaryFamilies implements Predicate<String> {

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	private final PrometheusMeterRegistry registry;

	private MomentaryFamilies(PrometheusMeterRegistry registry) {
		this.registry = registry;
	}

	static MomentaryFamilies of(PrometheusMeterRegistry registry) {
		MomentaryFamilies families = new MomentaryFamilies(registry);
		registry.config().onMeterAdded(families::add);
		registry.getMeters().forEach(families::add);
		return families;
	}

	private void add(Meter meter) {
		if (meter instanceof LongTaskTimer) {
			Meter.Id id = meter.getId();
			this.names.add(this.registry.config()
				.namingConvention()
				.name(id.getName(), Meter.Type.LONG_TASK_TIMER, id.getBaseUnit()));
		}
	}

	@Override
	public boolean test(String family) {
		return this.names.contains(family);
	}

}
