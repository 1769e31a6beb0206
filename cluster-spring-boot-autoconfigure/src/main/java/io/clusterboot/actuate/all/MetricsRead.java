package io.clusterboot.actuate.all;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.actuate.merge.Part;
import io.clusterboot.metrics.LedgerEntry;
import io.clusterboot.metrics.MeterTotal;
import io.clusterboot.metrics.MeterTotals;
import io.clusterboot.metrics.SnapshotLedger;
import io.clusterboot.metrics.SnapshotRecorder;
import io.clusterboot.peer.PeerDirectory;

/**
 * Reads the meters of all workers. What workers counted that are gone still counts, so
 * that no sum falls when one is replaced.
 *
 * @since 0.1.0
 */
public final class MetricsRead implements SpecialRead {

	private static final String KIND = "meters";

	private static final Log logger = LogFactory.getLog(MetricsRead.class);

	private final ObjectProvider<MeterRegistry> registry;

	private final AtomicReference<@Nullable Memory> memory = new AtomicReference<>();

	/**
	 * Create a new {@link MetricsRead} instance.
	 * @param registry the meters of this worker
	 */
	public MetricsRead(ObjectProvider<MeterRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public String endpoint() {
		return "metrics";
	}

	@Override
	public Way way(OneWorker one, EndpointJson json, PeerDirectory directory) {
		SnapshotLedger ledger = new SnapshotLedger(directory.path(), KIND);
		WorkerIdentity self = one.workers().self();
		this.memory.set(new Memory(one.workers(), ledger, ledger.recorder(self.ordinal(), self.id())));
		return new MeterWay(one, json, this);
	}

	@Override
	public OperationInvoker own(OperationInvoker invoker) {
		return (context) -> {
			Object result = invoker.invoke(context);
			if (context.getArguments().containsKey(MeterWay.NAME)) {
				// What is told now is known even if this process is killed next.
				record();
			}
			return result;
		};
	}

	private void record() {
		Memory memory = this.memory.get();
		MeterRegistry registry = this.registry.getIfUnique();
		if (memory != null && registry != null) {
			try {
				memory.recorder().record(() -> MeterTotals.snapshot(registry));
			}
			catch (RuntimeException ex) {
				logger.warn("What meters counted is not recorded, their sums may fall when this worker is replaced",
						ex);
			}
		}
	}

	/**
	 * Return what processes had counted that did not answer.
	 * @param name name of the meter
	 * @param tags tags that it must have, such as {@code uri:/}
	 * @param answered ids of those that answered
	 * @return a part for each of their meters
	 */
	MergedWay.Departed departed(String name, List<String> tags, Set<Long> answered) {
		Memory memory = this.memory.get();
		List<Part> parts = new ArrayList<>();
		Set<Long> ids = new HashSet<>();
		if (memory != null) {
			for (LedgerEntry entry : memory.ledger().departed(answered)) {
				// One that has answered and is gone since is among those that were
				// folded.
				ids.addAll(entry.absorbed());
				totals(entry).stream()
					.filter((total) -> total.name().equals(name) && hasTags(total, tags))
					.forEach((total) -> parts.add(Part.of(entry.ordinal(), tree(total))));
			}
		}
		return new MergedWay.Departed(parts, ids);
	}

	private static List<MeterTotal> totals(LedgerEntry entry) {
		try {
			return MeterTotals.read(entry.snapshot());
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Cannot read what worker " + entry.ordinal() + " counted", ex);
			return List.of();
		}
	}

	private static boolean hasTags(MeterTotal total, List<String> tags) {
		return tags.stream().allMatch((tag) -> {
			int colon = tag.indexOf(':');
			return colon > 0 && tag.substring(colon + 1).equals(total.tags().get(tag.substring(0, colon)));
		});
	}

	private static Map<String, Object> tree(MeterTotal total) {
		List<Object> measurements = new ArrayList<>();
		total.values().forEach((statistic, value) -> measurements.add(Map.of("statistic", statistic, "value", value)));
		Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("name", total.name());
		tree.put("measurements", measurements);
		tree.put("availableTags", List.of());
		return tree;
	}

	@Override
	public void started() {
		Memory memory = this.memory.get();
		if (memory != null) {
			Set<Long> live = memory.workers().now().live();
			if (!live.isEmpty()) {
				memory.ledger().absorb(memory.workers().self().ordinal(), live, MeterTotals::fold);
			}
		}
	}

	@Override
	public void stopped() {
		record();
	}

	/**
	 * What is known of this process and of those that are gone.
	 *
	 * @param workers the workers there are
	 * @param ledger what those that are gone counted
	 * @param recorder records what this one counts
	 */
	private record Memory(Workers workers, SnapshotLedger ledger, SnapshotRecorder recorder) {

	}

}
