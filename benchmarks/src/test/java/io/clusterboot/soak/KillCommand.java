package io.clusterboot.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

import io.clusterboot.integration.Processes;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.Tally;
import io.clusterboot.load.Tally.Failed;

/**
 * Load on the sample application while workers are killed one after the other: only what
 * was in flight on the victim, or waited in its accept queue, may fail.
 */
class KillCommand implements Callable<Boolean> {

	/**
	 * What waits in the queue of the victim is served by its replacement, which takes
	 * long to start under full load.
	 */
	private static final Duration TIMEOUT = Duration.ofSeconds(Soak.option("timeout", 60));

	private static final Duration LONGEST = Duration.ofMinutes(30);

	/**
	 * A worker that is cold still collects the clients, as it keeps them waiting: for
	 * that time the other one holds next to no connections.
	 */
	private static final Duration SETTLE = Duration.ofSeconds(Soak.option("settle", 10));

	private final List<Kill> kills = new ArrayList<>();

	@Override
	public Boolean call() {
		try (Target target = Target.sample(0, "--cluster.workers=2", heap()).await(2);
				Load keepAlive = Load.start("keep-alive", target.port(), Endpoint.SAMPLE,
						Soak.option("connections", 64), true, TIMEOUT);
				Load fresh = Load.start("new connections", target.port(), Endpoint.SAMPLE,
						Soak.option("new-clients", 8), false, TIMEOUT)) {
			for (int i = 0; i < Soak.option("rounds", 20); i++) {
				Pause.of(SETTLE);
				kill(target, i, keepAlive, fresh);
			}
			Pause.of(SETTLE);
			System.out.print(keepAlive.finish(Soak.option("requests", 1_000_000), LONGEST));
			System.out.print(fresh.finish(Soak.option("new-requests", 50_000), LONGEST));
			return report(keepAlive.tally().failures(), fresh.tally().failures());
		}
	}

	/**
	 * Memory that was touched has to be given back before a dying process' sockets close.
	 */
	private String heap() {
		int megabytes = Soak.option("heap", 0);
		String size = "-Xms" + megabytes + "m,-Xmx" + megabytes + "m";
		return "--cluster.jvm.args=" + ((megabytes > 0) ? size + ",-XX:+AlwaysPreTouch" : "");
	}

	private void kill(Target target, int index, Load keepAlive, Load fresh) {
		List<Long> workers = target.workers();
		// The oldest first: every slot has its turn.
		long victim = workers.stream().min(Comparator.comparing(this::startOf)).orElseThrow();
		long connections = keepAlive.clients().stream().filter((client) -> client.pid() == victim).count();
		long inFlight = keepAlive.clients()
			.stream()
			.filter((client) -> client.pid() == victim && client.isInFlight())
			.count();
		long connecting = keepAlive.clients().stream().filter((client) -> client.pid() == 0).count()
				+ fresh.clients().size();
		long start = System.nanoTime();
		Processes.signal("KILL", victim);
		if (!Pause.until(() -> Files.notExists(Path.of("/proc/" + victim)), LONGEST)) {
			throw new IllegalStateException("Process " + victim + " does not end");
		}
		long end = System.nanoTime();
		target.awaitWorker(3 + index);
		double seconds = (System.nanoTime() - start) / 1e9;
		this.kills.add(new Kill(start, end, victim, connections, inFlight, connecting, seconds));
	}

	private java.time.Instant startOf(long pid) {
		return ProcessHandle.of(pid).flatMap((process) -> process.info().startInstant()).orElse(java.time.Instant.MAX);
	}

	private boolean report(List<Failed> keepAlive, List<Failed> fresh) {
		List<Failed> left = new ArrayList<>(keepAlive);
		left.addAll(fresh);
		for (Kill kill : this.kills) {
			List<Failed> established = keepAlive.stream().filter(kill::tookEstablished).toList();
			List<Failed> queued = new ArrayList<>(keepAlive.stream().filter(kill::tookNew).toList());
			queued.addAll(fresh.stream().filter(kill::tookNew).toList());
			System.out.printf(
					"Kill of pid %d, gone after %d ms: %d connections on it with %d requests in flight, %d other clients "
							+ "connecting; lost on connections to it %d %s; lost on new connections %d %s; "
							+ "replaced in %.1f s%n",
					kill.victim(), (kill.end() - kill.start()) / 1_000_000, kill.connections(), kill.inFlight(),
					kill.connecting(), established.size(), Tally.byClass(established), queued.size(),
					Tally.byClass(queued), kill.seconds());
			left.removeAll(established);
			left.removeAll(queued);
		}
		System.out.printf("Failures that no kill explains: %d %s%n", left.size(), Tally.byClass(left));
		left.forEach(this::describe);
		return left.isEmpty();
	}

	private void describe(Failed failed) {
		this.kills.stream()
			.filter((kill) -> kill.start() <= failed.nanos())
			.reduce((earlier, later) -> later)
			.ifPresent((kill) -> System.out.printf("  %s on a connection to %d, %d ms after the kill of %d%n",
					failed.failure(), failed.pid(), (failed.nanos() - kill.start()) / 1_000_000, kill.victim()));
	}

	/**
	 * One kill.
	 *
	 * @param start when it was about to be sent
	 * @param end when the process was gone, its sockets with it
	 * @param victim process id of the worker
	 * @param connections keep-alive connections to it
	 * @param inFlight those of them that waited for an answer
	 * @param connecting clients whose connection no worker had answered on yet
	 * @param seconds until its replacement was ready
	 */
	record Kill(long start, long end, long victim, long connections, long inFlight, long connecting, double seconds) {

		/**
		 * The clients share the processors with the cluster and may notice late.
		 */
		private static final Duration AFTERMATH = Duration.ofSeconds(1);

		boolean tookEstablished(Failed failed) {
			return failed.pid() == this.victim && isInAftermath(failed);
		}

		boolean tookNew(Failed failed) {
			return failed.pid() == 0 && isInAftermath(failed);
		}

		private boolean isInAftermath(Failed failed) {
			return failed.nanos() >= this.start && failed.nanos() <= this.end + AFTERMATH.toNanos();
		}

	}

}
