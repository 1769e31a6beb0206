package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Evens out what the workers have to do. New connections go to the busy ones less often;
 * connections that are kept alive stay where they are, so a worker that has held too many
 * of them for two heartbeats sheds some, and for a moment new ones go where they are
 * missing.
 */
final class Balance {

	/**
	 * How far above its part a worker may be. Half of what is promised, because the
	 * figures are old when they arrive.
	 */
	private static final double TOLERANCE = 0.1;

	/**
	 * How long it takes a client at most that was sent away to connect anew.
	 */
	private static final Duration RECONNECT = Duration.ofMillis(500);

	/**
	 * Keeps the shares of workers that have little to do from following chance.
	 */
	private static final double INERTIA = 8;

	private static final int STEP = 5;

	private final SupervisorSettings settings;

	private final Steering steering;

	private final Map<Long, Surplus> surpluses = new HashMap<>();

	private Map<Long, Integer> skewed = Map.of();

	private Instant skewedUntil = Instant.MIN;

	Balance(SupervisorSettings settings, Steering steering) {
		this.settings = settings;
		this.steering = steering;
	}

	/**
	 * Weigh the workers by what they have to do.
	 * @param shares the workers that serve, with the shares that they may have
	 * @param now the time
	 * @return worker ids with their weights
	 */
	Map<Long, Integer> weigh(Map<WorkerRun, Integer> shares, Instant now) {
		Parts parts = Parts.of(shares);
		shares.keySet()
			.stream()
			.max(Comparator.comparingDouble((run) -> parts.surplus(run)))
			.ifPresent((fullest) -> shed(fullest, parts, now));
		boolean skew = now.isBefore(this.skewedUntil) && this.skewed.keySet().equals(parts.ids());
		return skew ? this.skewed : byLoad(parts, now);
	}

	private void shed(WorkerRun run, Parts parts, Instant now) {
		long id = run.identity().id();
		this.surpluses.keySet().retainAll(Set.of(id));
		double surplus = parts.surplus(run);
		if (surplus <= Math.max(1, TOLERANCE * parts.part(run))) {
			this.surpluses.remove(id);
			return;
		}
		Surplus former = this.surpluses.get(id);
		if (former == null) {
			this.surpluses.put(id, new Surplus(run.signs().beats(), surplus));
		}
		else if (former.beats() != run.signs().beats() && parts.areLasting()) {
			this.surpluses.remove(id);
			this.steering.shed(run.identity(), (int) Math.min(former.connections(), surplus));
			this.skewed = parts.missing();
			this.skewedUntil = now.plus(RECONNECT);
		}
	}

	private Map<Long, Integer> byLoad(Parts parts, Instant now) {
		Map<Long, Integer> weights = new LinkedHashMap<>();
		double mean = parts.meanLoad();
		parts.shares().forEach((run, share) -> {
			double excess = Math.max(0, load(run) - mean) / (mean + INERTIA);
			double factor = Math.max(0.5, 1 - excess / 2) * (isLate(run, now) ? 0.5 : 1);
			weights.put(run.identity().id(), Math.max(STEP, (int) Math.round(share * factor / STEP) * STEP));
		});
		return weights;
	}

	private boolean isLate(WorkerRun run, Instant now) {
		Duration age = run.signs().silence(now);
		Duration interval = this.settings.heartbeatInterval();
		return age != null && age.compareTo(interval.plus(interval.dividedBy(2))) > 0;
	}

	private static double load(WorkerRun run) {
		return run.signs().load().connections() + run.signs().load().activeRequests();
	}

	/**
	 * How many connections too many a worker held.
	 *
	 * @param beats number of the heartbeat that said so
	 * @param connections how many
	 */
	private record Surplus(long beats, double connections) {

	}

	/**
	 * How many of all connections each worker ought to have.
	 *
	 * @param shares the workers with the shares that they may have
	 * @param connections connections per unit of a share
	 */
	private record Parts(Map<WorkerRun, Integer> shares, double connections) {

		static Parts of(Map<WorkerRun, Integer> shares) {
			double connections = shares.keySet().stream().mapToLong((run) -> run.signs().load().connections()).sum();
			return new Parts(shares, connections / shares.values().stream().mapToInt(Integer::intValue).sum());
		}

		/**
		 * Return whether most connections are kept alive. Those that come and go need no
		 * help to move, and at any moment some worker has more of them by chance.
		 * @return {@code true} if fewer are new than there are
		 */
		boolean areLasting() {
			long open = this.shares.keySet().stream().mapToLong((run) -> run.signs().load().connections()).sum();
			return this.shares.keySet().stream().mapToLong((run) -> run.signs().newConnections()).sum() < open;
		}

		double part(WorkerRun run) {
			return this.shares.getOrDefault(run, 0) * this.connections;
		}

		double surplus(WorkerRun run) {
			return run.signs().load().connections() - part(run);
		}

		double meanLoad() {
			return this.shares.keySet().stream().mapToDouble(Balance::load).average().orElse(0);
		}

		Set<Long> ids() {
			Set<Long> ids = new HashSet<>();
			this.shares.keySet().forEach((run) -> ids.add(run.identity().id()));
			return ids;
		}

		Map<Long, Integer> missing() {
			Map<Long, Integer> missing = new LinkedHashMap<>();
			this.shares.keySet()
				.forEach((run) -> missing.put(run.identity().id(), Math.max(1, (int) Math.round(-surplus(run) * 10))));
			return missing;
		}

	}

}
