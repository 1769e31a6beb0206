package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the exemplars of several processes, so that there are not more of them
 * with each process that comes.
 */
final class NewestExemplars {

	private static final Comparator<Exemplar> NEWEST_FIRST = Comparator.comparingLong(Exemplar::getTimestampMillis)
		.reversed();

	private NewestExemplars() {
	}

	static @Nullable Exemplar of(@Nullable Exemplar older, @Nullable Exemplar newer) {
		if (older == null || newer == null) {
			return (newer != null) ? newer : older;
		}
		return (older.getTimestampMillis() > newer.getTimestampMillis()) ? older : newer;
	}

	static Exemplars of(Exemplars older, Exemplars newer) {
		if (older.size() == 0 || newer.size() == 0) {
			return (newer.size() > 0) ? newer : older;
		}
		List<Exemplar> all = all(older, newer);
		return Exemplars.of(all.subList(0, Math.max(older.size(), newer.size())));
	}

	/**
	 * Choose one for each bucket.
	 * @param older exemplars of the older process
	 * @param newer exemplars of the newer one
	 * @param bounds upper bounds of the buckets, in order
	 * @return the newest of each bucket
	 */
	static Exemplars of(Exemplars older, Exemplars newer, double[] bounds) {
		if (older.size() == 0 || newer.size() == 0) {
			return (newer.size() > 0) ? newer : older;
		}
		List<Exemplar> chosen = new ArrayList<>();
		Exemplars all = Exemplars.of(all(older, newer));
		for (int i = 0; i < bounds.length; i++) {
			Exemplar exemplar = all.get((i > 0) ? bounds[i - 1] : Double.NEGATIVE_INFINITY, bounds[i]);
			if (exemplar != null) {
				chosen.add(exemplar);
			}
		}
		return Exemplars.of(chosen);
	}

	private static List<Exemplar> all(Exemplars older, Exemplars newer) {
		List<Exemplar> all = new ArrayList<>();
		newer.forEach(all::add);
		older.forEach(all::add);
		all.sort(NEWEST_FIRST);
		return all;
	}

}
