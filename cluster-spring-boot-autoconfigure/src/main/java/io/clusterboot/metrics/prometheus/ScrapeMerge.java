package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.metrics.LedgerEntry;

/**
 * Makes one scrape of those of all workers. What a process counted stays counted when it
 * is gone; what it is now comes from the newest process of each worker that answered.
 *
 * @since 0.1.0
 */
public final class ScrapeMerge {

	static final String UP = "cluster_worker_up";

	private static final String WORKER = "worker";

	private static final int MAX_REPORTED = 1000;

	private static final Log logger = LogFactory.getLog(ScrapeMerge.class);

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	private final Predicate<String> shared;

	private final Map<Integer, LabelPool> pools = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link ScrapeMerge} instance.
	 * @param shared tells by its name in Prometheus whether each worker has the same
	 * picture of a family, which therefore gets no label
	 */
	public ScrapeMerge(Predicate<String> shared) {
		this.shared = shared;
	}

	/**
	 * Read what a worker that lives answered. Takes less time than to decode it first.
	 * @param ordinal ordinal of the worker
	 * @param id id of the process
	 * @param bytes what {@link SnapshotCodec} wrote in the worker
	 * @return what the worker says
	 * @throws SnapshotFormatException if the bytes are anything else
	 */
	public WorkerScrape read(int ordinal, long id, byte[] bytes) throws SnapshotFormatException {
		return new WorkerScrape(ordinal, id, families(ordinal, bytes));
	}

	/**
	 * Read what a process left that is gone.
	 * @param entry what it left
	 * @return what the process says
	 * @throws SnapshotFormatException if the bytes are anything else
	 */
	public DepartedScrape read(LedgerEntry entry) throws SnapshotFormatException {
		return new DepartedScrape(entry.ordinal(), entry.id(), entry.absorbed(),
				families(entry.ordinal(), entry.snapshot()));
	}

	private List<Family<?>> families(int ordinal, byte[] bytes) throws SnapshotFormatException {
		// Nobody else has it now: who reads of the same worker meanwhile makes another.
		LabelPool former = this.pools.remove(ordinal);
		LabelPool pool = (former != null) ? former : new LabelPool(label(ordinal));
		List<Family<?>> families = SnapshotCodec.families(bytes, this.shared.negate(), pool);
		if (pool.isLean()) {
			this.pools.put(ordinal, pool);
		}
		return families;
	}

	/**
	 * Make one scrape.
	 * @param answering id of the process that answers the scrape
	 * @param answered what the processes that answered say
	 * @param departed what is known of all others
	 * @param expected ordinals of the workers that should have answered
	 * @return the scrape, in which no series stands twice
	 */
	public MetricSnapshots merge(long answering, Collection<WorkerScrape> answered, Collection<DepartedScrape> departed,
			Collection<Integer> expected) {
		List<ScrapeSource> sources = sources(answering, answered, departed);
		this.pools.keySet().retainAll(sources.stream().map(ScrapeSource::ordinal).collect(Collectors.toSet()));
		FamilyShapes shapes = shapes(sources);
		List<ScrapeSource> workers = workers(sources, shapes);
		FamilyTable table = new FamilyTable(shapes, this::report);
		workers.forEach(table::addCounts);
		workers.stream().sorted(Comparator.comparing(ScrapeSource::answering)).forEach(table::addStates);
		List<MetricSnapshot> families = table.families(FamilySeries::snapshot);
		families.add(up(answered, expected));
		return new MetricSnapshots(families);
	}

	/**
	 * Make one of what several processes of one worker counted, now that they are gone.
	 * @param ordinal ordinal of the worker
	 * @param oldestFirst what {@link SnapshotCodec} wrote in each, in the order in which
	 * they were started
	 * @return what they counted; only this class can read it
	 * @throws SnapshotFormatException if some bytes are anything else
	 */
	public byte[] fold(int ordinal, List<byte[]> oldestFirst) throws SnapshotFormatException {
		List<ScrapeSource> sources = new ArrayList<>();
		for (byte[] bytes : oldestFirst) {
			sources.add(new ScrapeSource(ordinal, sources.size(), families(ordinal, bytes), true, false, false));
		}
		FamilyShapes shapes = new FamilyShapes(this.shared, this::report);
		sources.stream().sorted(ScrapeSource.WEIGHTIEST_FIRST).forEach(shapes::keep);
		return SnapshotCodec.encode(table(sources, shapes).families(FamilySeries::combined));
	}

	private List<ScrapeSource> sources(long answering, Collection<WorkerScrape> answered,
			Collection<DepartedScrape> departed) {
		Set<Long> ids = answered.stream().map(WorkerScrape::id).collect(Collectors.toSet());
		Set<Long> absorbed = departed.stream().flatMap((one) -> one.absorbed().stream()).collect(Collectors.toSet());
		long speaker = (ids.contains(answering)) ? answering : ids.stream().max(Long::compare).orElse(answering);
		Map<Integer, Long> newest = answered.stream()
			.collect(Collectors.toMap(WorkerScrape::ordinal, WorkerScrape::id, Math::max));
		List<ScrapeSource> sources = new ArrayList<>();
		for (WorkerScrape one : answered) {
			// One that died since then may be counted among the dead already.
			sources.add(new ScrapeSource(one.ordinal(), one.id(), one.families(), !absorbed.contains(one.id()),
					one.id() == newest.getOrDefault(one.ordinal(), one.id()), one.id() == speaker));
		}
		for (DepartedScrape one : departed) {
			boolean folded = !one.absorbed().isEmpty();
			if (folded || !ids.contains(one.id())) {
				sources.add(new ScrapeSource(one.ordinal(), (folded) ? Long.MIN_VALUE : one.id(), one.families(), true,
						false, false));
			}
		}
		sources.sort(ScrapeSource.OLDEST_FIRST);
		return sources;
	}

	private FamilyShapes shapes(List<ScrapeSource> sources) {
		FamilyShapes shapes = new FamilyShapes(this.shared, this::report);
		shapes.reserve(UP);
		sources.stream().sorted(ScrapeSource.WEIGHTIEST_FIRST).forEach(shapes::announce);
		return shapes;
	}

	/**
	 * Make one source of those of each worker.
	 * @param sources the sources, those of each worker oldest first
	 * @param shapes the families
	 * @return a source for each worker
	 */
	private List<ScrapeSource> workers(List<ScrapeSource> sources, FamilyShapes shapes) {
		Map<Integer, List<ScrapeSource>> byOrdinal = sources.stream()
			.collect(Collectors.groupingBy(ScrapeSource::ordinal, TreeMap::new, Collectors.toList()));
		List<ScrapeSource> workers = new ArrayList<>();
		byOrdinal.values()
			.forEach((processes) -> workers.add((isSettled(processes)) ? processes.get(0) : worker(processes, shapes)));
		return workers;
	}

	/**
	 * Return whether no two of the worker's series are one. Else they become one before
	 * those of other workers come, since the sum of floating-point numbers depends on the
	 * order, and what is folded one day has to be the same then.
	 * @param processes the processes of the worker
	 * @return whether each series stands once
	 */
	private boolean isSettled(List<ScrapeSource> processes) {
		return processes.size() == 1 && processes.get(0).families().stream().noneMatch(Family::mixed);
	}

	private ScrapeSource worker(List<ScrapeSource> processes, FamilyShapes shapes) {
		int ordinal = processes.get(0).ordinal();
		return new ScrapeSource(ordinal, 0, table(processes, shapes).families(FamilySeries::combined), true, true,
				processes.stream().anyMatch(ScrapeSource::answering));
	}

	private FamilyTable table(List<ScrapeSource> sources, FamilyShapes shapes) {
		FamilyTable table = new FamilyTable(shapes, this::report);
		sources.forEach(table::addCounts);
		sources.forEach(table::addStates);
		return table;
	}

	private MetricSnapshot up(Collection<WorkerScrape> answered, Collection<Integer> expected) {
		Set<Integer> up = answered.stream().map(WorkerScrape::ordinal).collect(Collectors.toCollection(TreeSet::new));
		Set<Integer> all = new TreeSet<>(expected);
		all.addAll(up);
		GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(UP).help("Whether the worker answered this scrape");
		all.forEach((ordinal) -> family
			.dataPoint(new GaugeDataPointSnapshot(up.contains(ordinal) ? 1 : 0, label(ordinal), null)));
		return family.build();
	}

	private void report(String family) {
		if (!family.equals(UP) && this.reported.size() < MAX_REPORTED && this.reported.add(family)) {
			logger.warn("The scrape of all workers leaves out '" + family
					+ "', another family has a name that would be the same in the exposition");
		}
	}

	private static Labels label(int ordinal) {
		return Labels.of(WORKER, String.valueOf(ordinal));
	}

}
