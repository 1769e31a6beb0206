package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DuplicateLabelsException;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The series of one family, collected from several sources.
 *
 * @param <P> the type of the data points
 */
final class FamilySeries<P extends DataPointSnapshot> {

	private final FamilyShape<P> shape;

	private final List<List<P>> sources = new ArrayList<>();

	private boolean mixed;

	FamilySeries(FamilyShape<P> shape) {
		this.shape = shape;
	}

	/**
	 * Add what a source says of the family.
	 * @param family the family in the source
	 * @param source the source
	 */
	void add(Family<?> family, ScrapeSource source) {
		this.mixed |= family.mixed();
		if (family.kind() == this.shape.kind() && source.states()) {
			this.sources.add(this.shape.kind().own(family));
			return;
		}
		List<P> points = new ArrayList<>(family.points().size());
		for (DataPointSnapshot point : family.points()) {
			P fitting = adapt(point, family.kind());
			if (fitting != null) {
				points.add(source.states() ? fitting : this.shape.kind().accumulated(fitting));
			}
		}
		this.sources.add(points);
	}

	private @Nullable P adapt(DataPointSnapshot point, FamilyKind<?> kind) {
		try {
			return this.shape.kind().adapt(point, kind);
		}
		catch (IllegalArgumentException ex) {
			// A label that only the other kind may have.
			return null;
		}
	}

	/**
	 * Return the family of one worker, in which each series of several processes stands
	 * once.
	 * @return the family
	 */
	Family<P> combined() {
		return new Family<>(this.shape.kind(), this.shape.metadata(), this.shape.momentary(),
				(isEven()) ? zipped() : sorted(), false);
	}

	private List<P> zipped() {
		List<P> all = this.sources.get(0);
		for (List<P> source : this.sources.subList(1, this.sources.size())) {
			all = zipped(all, source);
		}
		return all;
	}

	private boolean isEven() {
		if (this.mixed) {
			return false;
		}
		// With the same number of labels each, another label does not change the order.
		int size = -1;
		for (List<P> source : this.sources) {
			for (P point : source) {
				if (size >= 0 && size != point.getLabels().size()) {
					return false;
				}
				size = point.getLabels().size();
			}
		}
		return true;
	}

	private List<P> zipped(List<P> older, List<P> newer) {
		List<P> all = new ArrayList<>(Math.max(older.size(), newer.size()));
		int i = 0;
		for (P point : newer) {
			int order = order(older, i, point);
			while (order < 0) {
				all.add(older.get(i++));
				order = order(older, i, point);
			}
			all.add((order == 0) ? this.shape.combine(older.get(i++), point) : point);
		}
		all.addAll(older.subList(i, older.size()));
		return all;
	}

	private int order(List<P> older, int i, P point) {
		if (i == older.size()) {
			return 1;
		}
		// Most are the same, and most often the same object, which is found out faster.
		Labels labels = older.get(i).getLabels();
		Labels other = point.getLabels();
		return (labels == other || labels.equals(other)) ? 0 : labels.compareTo(other);
	}

	/**
	 * Return the family, in which each series stands once.
	 * @return the family
	 */
	MetricSnapshot snapshot() {
		List<P> points = (this.shape.shared()) ? sorted() : interleaved();
		try {
			return this.shape.kind().snapshot(this.shape.metadata(), points);
		}
		catch (DuplicateLabelsException ex) {
			// Some had a label of that name themselves.
			return this.shape.kind().snapshot(this.shape.metadata(), sorted());
		}
	}

	private List<P> sorted() {
		List<P> points = new ArrayList<>();
		this.sources.forEach(points::addAll);
		// Stable: of one series, what was added first stays first.
		points.sort(Comparator.comparing(DataPointSnapshot::getLabels));
		List<P> series = new ArrayList<>(points.size());
		for (P point : points) {
			int last = series.size() - 1;
			if (last >= 0 && series.get(last).getLabels().equals(point.getLabels())) {
				series.set(last, this.shape.combine(series.get(last), point));
			}
			else {
				series.add(point);
			}
		}
		return series;
	}

	/**
	 * Return the points in the order in which they probably belong: the client sorts
	 * them, which takes a third of the time if they are in order already.
	 * @return the points
	 */
	private List<P> interleaved() {
		List<List<P>> sources = this.sources.stream()
			.filter((source) -> !source.isEmpty())
			.sorted(Comparator.comparing((source) -> source.get(0).getLabels()))
			.toList();
		List<P> points = new ArrayList<>();
		int longest = sources.stream().mapToInt(List::size).max().orElse(0);
		for (int i = 0; i < longest; i++) {
			for (List<P> source : sources) {
				if (i < source.size()) {
					points.add(source.get(i));
				}
			}
		}
		return points;
	}

}
