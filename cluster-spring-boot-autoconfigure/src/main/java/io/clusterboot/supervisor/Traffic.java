package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;

/**
 * Says which workers get new connections, and how large a share. A worker that is not
 * ready, is parked or leaves gets none while another one serves.
 */
final class Traffic {

	/**
	 * How long a worker may take from the signal to the beginning of its drain. Sockets
	 * that are shut down under it would look like a failure.
	 */
	private static final Duration SIGNAL_TIME = Duration.ofMillis(500);

	private static final Log logger = LogFactory.getLog(Traffic.class);

	private static final int FULL_SHARE = 100;

	private final SupervisorSettings settings;

	private final Slots slots;

	private final Steering steering;

	private final Balance balance;

	private Map<Long, Integer> weights = Map.of();

	/**
	 * Processes whose connections wait for anybody, with the end of that.
	 */
	private final Map<WorkerIdentity, Instant> orphans = new HashMap<>();

	private @Nullable Instant deserted;

	private @Nullable Instant closeAt;

	Traffic(SupervisorSettings settings, Slots slots, Steering steering) {
		this.settings = settings;
		this.slots = slots;
		this.steering = steering;
		this.balance = new Balance(settings, steering);
	}

	/**
	 * Return a worker's share of new connections.
	 * @param handle the worker's slot
	 * @return its weight, 100 being a full share
	 */
	int weight(WorkerHandle handle) {
		return this.weights.getOrDefault(handle.run().identity().id(), 0);
	}

	boolean isSteered() {
		return this.steering.isActive();
	}

	/**
	 * Note where a worker's server listens. One that has left the port that is steered,
	 * because the application says so in code, accepts nothing there.
	 * @param run the worker
	 * @param port the port
	 */
	void listening(WorkerRun run, int port) {
		if (isSteered() && this.steering.listeners().get(0).port() != port) {
			logger.warn(Words.say("%s listens on port %d, which is not steered: set server.port instead",
					Words.name(run.identity(), run.process().pid()), port));
			run.listensElsewhere();
		}
	}

	void join(WorkerRun run) {
		this.deserted = null;
		if (!run.isElsewhere()) {
			this.steering.join(run.identity());
		}
	}

	/**
	 * Note that a process is gone.
	 * @param run the process
	 * @param successor whether another one will hold its slot
	 * @param now the time
	 */
	void gone(WorkerRun run, boolean successor, Instant now) {
		this.steering.gone(run.identity(), successor);
		direct(now);
	}

	/**
	 * Note that a process is gone, and its slot with it, although it may not have
	 * accepted all that came to it.
	 * @param run the process
	 * @param now the time
	 */
	void orphaned(WorkerRun run, Instant now) {
		this.steering.orphaned(run.identity());
		this.orphans.put(run.identity(), now.plus(this.settings.refuseAfter()));
		direct(now);
	}

	/**
	 * Refuse connections once the workers, which all leave, have had time to accept what
	 * is on its way.
	 * @param now the time
	 */
	void stop(Instant now) {
		this.closeAt = now.plus(this.settings.drainPeriod()).plus(SIGNAL_TIME);
	}

	/**
	 * Have new connections go where they should.
	 * @param now the time
	 */
	void direct(Instant now) {
		Map<Long, Integer> weights = weigh(now);
		if (!weights.isEmpty()) {
			this.steering.steer(weights);
		}
		this.weights = weights;
		this.orphans.entrySet().removeIf((orphan) -> isGivenUp(orphan, now));
		refuseIfDue(now);
	}

	private boolean isGivenUp(Map.Entry<WorkerIdentity, Instant> orphan, Instant now) {
		boolean over = isOver(orphan.getValue(), now);
		if (over) {
			this.steering.gone(orphan.getKey(), false);
		}
		return over;
	}

	private void refuseIfDue(Instant now) {
		boolean deserted = this.slots.running().noneMatch((handle) -> !handle.is(WorkerState.STARTING));
		if (!deserted) {
			this.deserted = null;
		}
		else if (this.deserted == null) {
			this.deserted = now;
		}
		boolean inVain = this.deserted != null && isOver(this.deserted.plus(this.settings.refuseAfter()), now);
		if (inVain || (this.closeAt != null && isOver(this.closeAt, now))) {
			this.steering.refuse();
		}
	}

	private boolean isOver(Instant end, Instant now) {
		return !now.isBefore(end);
	}

	private Map<Long, Integer> weigh(Instant now) {
		List<WorkerRun> serving = runs(WorkerState.READY).filter(this::isSound).toList();
		if (serving.isEmpty()) {
			return fullShares(secondChoice());
		}
		if (!isSteered()) {
			return fullShares(serving);
		}
		Map<WorkerRun, Integer> shares = new LinkedHashMap<>();
		serving.forEach((run) -> shares.put(run, share(run, now)));
		return this.balance.weigh(shares, now);
	}

	/**
	 * Return who gets connections if nobody is there to whom nothing speaks against it.
	 * @return workers that somebody has set aside rather than silent ones, and those that
	 * leave only if nobody follows; none to leave all as it is, so that what comes waits
	 * for the next worker
	 */
	private List<WorkerRun> secondChoice() {
		List<WorkerRun> ready = runs(WorkerState.READY).filter(this::isReachable).toList();
		List<WorkerRun> heard = ready.stream().filter((run) -> !run.isSilent()).toList();
		if (!ready.isEmpty()) {
			return heard.isEmpty() ? ready : heard;
		}
		boolean followed = this.closeAt == null && this.slots.wanted().findAny().isPresent();
		return followed ? List.of() : runs(WorkerState.STOPPING).filter(this::hasServed).toList();
	}

	private Stream<WorkerRun> runs(WorkerState state) {
		return this.slots.running().filter((handle) -> handle.is(state)).map(WorkerHandle::run);
	}

	private boolean isSound(WorkerRun run) {
		return isReachable(run) && !run.isParked() && !run.isRefusing();
	}

	private boolean isReachable(WorkerRun run) {
		return run.signs().isConnected() && !run.isCondemned();
	}

	private boolean hasServed(WorkerRun run) {
		return run.signs().isConnected() && run.readyAt() != null;
	}

	private Map<Long, Integer> fullShares(List<WorkerRun> runs) {
		Map<Long, Integer> weights = new LinkedHashMap<>();
		runs.forEach((run) -> weights.put(run.identity().id(), FULL_SHARE));
		return weights;
	}

	/**
	 * Return how much a worker may get that has warmed up for a while.
	 * @param run the worker
	 * @param now the time
	 * @return from a tenth of a full share, in tenths
	 */
	private int share(WorkerRun run, Instant now) {
		Instant readyAt = run.readyAt();
		long slowStart = this.settings.slowStart().toMillis();
		if (readyAt == null || slowStart == 0) {
			return FULL_SHARE;
		}
		long tenths = 10 * Duration.between(readyAt, now).toMillis() / slowStart;
		return (int) Math.max(1, Math.min(10, tenths)) * FULL_SHARE / 10;
	}

}
