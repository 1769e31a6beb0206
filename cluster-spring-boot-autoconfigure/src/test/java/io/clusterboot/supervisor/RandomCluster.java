package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * A cluster to which operators, crashes and time happen in any order. Its workers exist
 * in name only; who gets connections is decided in earnest.
 *
 * @since 0.1.0
 */
public final class RandomCluster {

	private static final int MOST_WORKERS = 6;

	private static final int MOST_PROCESSES = 10;

	private static final Set<WorkerState> FOLLOWING = Set.of(WorkerState.STARTING, WorkerState.BACKING_OFF);

	private final Random random;

	private final TestCluster cluster;

	private final Set<Long> served = new HashSet<>(Set.of(1L, 2L, 3L));

	/**
	 * Create a new {@link RandomCluster} instance with three workers that are ready.
	 * @param random the dice
	 * @param steering directs connections
	 * @param onLaunch given each worker that is about to be started
	 */
	public RandomCluster(Random random, Steering steering, Consumer<WorkerIdentity> onLaunch) {
		this.random = random;
		// Those that crash again and again are not given up, as the test would end then
		TestSettings settings = TestSettings.workers(3)
			.restartPeriod(Duration.ofMillis(1))
			.slowStart(Duration.ofSeconds(5));
		this.cluster = TestCluster.ready(settings, steering, (process) -> onLaunch.accept(process.identity()));
	}

	/**
	 * Let something happen, and a moment pass.
	 * @return what happened
	 */
	public String step() {
		String what = happen();
		this.cluster.advance(Duration.ofMillis(250));
		return what;
	}

	private String happen() {
		return switch (this.random.nextInt(22)) {
			case 0, 1, 2, 3, 4, 5 -> each("ready", any(this::isStarting), this::ready);
			case 6, 7, 8, 9 -> each("gone", any(this::isLeaving), (id) -> this.cluster.exit(id, 143));
			case 10 -> each("killed", any((process) -> true), this.cluster::die);
			case 11 -> each("crashed", any((process) -> true), (id) -> this.cluster.exit(id, 1));
			case 12 -> forkOne();
			case 13, 14 -> scale(1 + this.random.nextInt(MOST_WORKERS));
			case 15 -> asked("reload", this.cluster::reload);
			case 16 -> restart(this.random.nextInt(MOST_WORKERS));
			case 17 -> park(this.random.nextInt(MOST_WORKERS), this.random.nextBoolean());
			case 18 -> leave();
			case 19 -> each("busy", any((process) -> true), this::report);
			case 20 -> each("silent", any((process) -> true), this.cluster::silence);
			default -> advance(Duration.ofMillis(this.random.nextInt(4_000)));
		};
	}

	private void ready(long id) {
		this.served.add(id);
		this.cluster.ready(id);
	}

	private String forkOne() {
		boolean room = this.cluster.launcher().alive().size() < MOST_PROCESSES;
		return room ? asked("fork", () -> this.cluster.fork(Map.of())) : "no room";
	}

	private String scale(int workers) {
		return asked("scale to " + workers, () -> this.cluster.scale(workers));
	}

	private String restart(int ordinal) {
		return asked("restart of worker " + ordinal, () -> this.cluster.restart(ordinal));
	}

	private String park(int ordinal, boolean parked) {
		return asked((parked ? "park" : "resume") + " of worker " + ordinal, () -> this.cluster.park(ordinal, parked));
	}

	private String leave() {
		// When all have left the cluster ends, and the test with it
		boolean othersStay = statuses((worker) -> worker.state() == WorkerState.READY).count() > 1;
		return othersStay ? each("asked to leave", any((process) -> !isLeaving(process)), this.cluster::leave)
				: "nobody may leave";
	}

	private void report(long id) {
		long connections = this.random.nextInt(100);
		this.cluster.report(id, new WorkerLoad(connections, connections, 0, 0, 0, 0, 0, 0, 0, 0));
	}

	private String advance(Duration time) {
		this.cluster.advance(time);
		return time + " pass";
	}

	private String asked(String what, Runnable request) {
		try {
			request.run();
			return what;
		}
		catch (ClusterOperationException ex) {
			return what + ": " + ex.getMessage();
		}
	}

	private String each(String what, List<FakeProcess> processes, Consumer<Long> action) {
		processes.forEach((process) -> action.accept(process.id()));
		return processes.stream().map(FakeProcess::id).toList() + " " + what;
	}

	private List<FakeProcess> any(Predicate<FakeProcess> condition) {
		List<FakeProcess> candidates = this.cluster.launcher().alive().stream().filter(condition).toList();
		return candidates.isEmpty() ? List.of() : List.of(candidates.get(this.random.nextInt(candidates.size())));
	}

	private boolean isStarting(FakeProcess process) {
		return statuses((worker) -> worker.state() == WorkerState.STARTING)
			.anyMatch((worker) -> worker.identity().id() == process.id());
	}

	private boolean isLeaving(FakeProcess process) {
		return process.terminations() + process.kills() > 0;
	}

	/**
	 * Return the workers that are alive.
	 * @return their ids
	 */
	public Set<Long> alive() {
		return this.cluster.launcher().alive().stream().map(FakeProcess::id).collect(Collectors.toSet());
	}

	/**
	 * Return the workers that are to share new connections among them.
	 * @return ids of those that are ready and not parked
	 */
	public Set<Long> serving() {
		return reachable((worker) -> worker.state() == WorkerState.READY && !worker.parked());
	}

	/**
	 * Return the workers that may get connections: all others only if none serves as it
	 * should, and those that leave only if nobody follows.
	 * @return their ids, none where clients have to wait
	 */
	public Set<Long> eligible() {
		boolean followed = statuses((worker) -> FOLLOWING.contains(worker.state())).findAny().isPresent();
		return Stream
			.<Set<Long>>of(serving(), reachable((worker) -> worker.state() == WorkerState.READY),
					followed ? Set.of() : reachable((worker) -> worker.state() == WorkerState.STOPPING))
			.filter((ids) -> !ids.isEmpty())
			.findFirst()
			.orElse(Set.of());
	}

	private Set<Long> reachable(Predicate<WorkerStatus> condition) {
		Set<Long> candidates = alive();
		candidates.retainAll(this.served);
		return statuses(condition).map((worker) -> worker.identity().id())
			.filter(candidates::contains)
			.collect(Collectors.toSet());
	}

	private Stream<WorkerStatus> statuses(Predicate<WorkerStatus> condition) {
		return this.cluster.pool().workers(this.cluster.now()).stream().filter(condition);
	}

	/**
	 * Return how many workers were forked.
	 * @return the number
	 */
	public int forks() {
		return this.cluster.launcher().processes().size();
	}

	/**
	 * Return the turning points of the cluster.
	 * @return one word or sentence each
	 */
	public List<String> events() {
		return this.cluster.events();
	}

}
