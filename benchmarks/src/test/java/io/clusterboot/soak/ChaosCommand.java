package io.clusterboot.soak;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

import tools.jackson.databind.JsonNode;

import io.clusterboot.integration.Processes;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;

/**
 * Minutes of random disturbance under load; afterwards the cluster is whole and the
 * primary holds no more than before.
 */
class ChaosCommand implements Callable<Boolean> {

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final Duration RECOVERY = Duration.ofMinutes(2);

	private static final Duration SETTLE = Duration.ofSeconds(30);

	private static final long HEAP_GROWTH = 4L << 20;

	private static final List<String> JVM_OPTIONS = List.of("-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1",
			"-XX:+UseSerialGC", "-Xmx128m");

	private final int workers = Soak.option("workers", 3);

	private final Random random = new Random(Soak.option("seed", 42));

	private final Map<Disturbance, Integer> done = new EnumMap<>(Disturbance.class);

	@Override
	public Boolean call() {
		try (Target target = Target
			.probe(JVM_OPTIONS, "--cluster.workers=" + this.workers, "--cluster.heartbeat.timeout=5s")
			.await(this.workers)) {
			// What the first of each kind loads and opens stays, and is no leak.
			rehearse(target);
			Footprint before = Footprint.of(target.jvm().pid(), target.directory());
			System.out.println("Before: " + before);
			underLoad(target, () -> disturb(target));
			boolean whole = awaitAll(target);
			System.out.println("Disturbances: " + this.done);
			return report(target, before, whole);
		}
	}

	private void rehearse(Target target) {
		underLoad(target, () -> {
			for (Disturbance disturbance : Disturbance.values()) {
				disturbance.strike(target, workers(target, "READY").get(0), this.random);
				awaitAll(target);
			}
		});
	}

	private void underLoad(Target target, Runnable action) {
		try (Load keepAlive = Load.start("keep-alive", target.port(), Endpoint.PROBE, 16, true, TIMEOUT);
				Load fresh = Load.start("new connections", target.port(), Endpoint.PROBE, 4, false, TIMEOUT)) {
			action.run();
			System.out.print(keepAlive.finish(0, RECOVERY));
			System.out.print(fresh.finish(0, RECOVERY));
		}
	}

	private void disturb(Target target) {
		Disturbance[] all = Disturbance.values();
		long deadline = System.nanoTime() + Duration.ofSeconds(Soak.option("seconds", 300)).toNanos();
		while (System.nanoTime() < deadline) {
			List<Long> ready = workers(target, "READY").stream().filter((pid) -> !Disturbance.isFrozen(pid)).toList();
			// When none serves, the restart limit ends the cluster, as it should.
			if (ready.size() > 1) {
				Disturbance disturbance = all[this.random.nextInt(all.length)];
				this.done.merge(disturbance, 1, Integer::sum);
				disturbance.strike(target, ready.get(this.random.nextInt(ready.size())), this.random);
			}
			Pause.of(Duration.ofMillis(200 + this.random.nextInt(1300)));
		}
	}

	private List<Long> workers(Target target, String state) {
		return target.status()
			.get("workers")
			.valueStream()
			.filter((JsonNode worker) -> state.equals(worker.get("state").asString()))
			.filter((worker) -> !worker.get("parked").asBoolean())
			.map((worker) -> worker.get("pid").asLong())
			.toList();
	}

	private boolean awaitAll(Target target) {
		return Pause
			.until(() -> workers(target, "READY").size() == this.workers && target.workers().size() == this.workers
					&& target.workers().stream().noneMatch(Disturbance::isFrozen), RECOVERY);
	}

	private boolean report(Target target, Footprint before, boolean whole) {
		long pid = target.jvm().pid();
		// Connections of status requests and relays of the last exits end by themselves.
		boolean settled = Pause.until(() -> isSettled(before, Footprint.of(pid, target.directory())), SETTLE);
		Footprint after = Footprint.of(pid, target.directory());
		System.out.println("After:  " + after);
		System.out.println("All " + this.workers + " workers ready: " + whole + ", processes: "
				+ target.workers().size() + ", descriptors and threads back: " + settled);
		boolean flat = after.heap() - before.heap() < HEAP_GROWTH;
		System.out.printf("Heap after collection: %,d -> %,d bytes, flat: %s%n", before.heap(), after.heap(), flat);
		for (long worker : target.workers()) {
			System.out.println("Worker " + worker + " lives: " + Processes.isAlive(worker));
		}
		System.out
			.println("Left in the folder for temporary files: tomcat* " + Footprint.count(target.directory(), "tomcat")
					+ ", cluster-* " + Footprint.count(target.directory(), "cluster-"));
		return whole && settled && flat && after.zombies() == 0 && after.controlDirectories() == 1;
	}

	private boolean isSettled(Footprint before, Footprint after) {
		return after.connections() <= before.connections() && after.threads() <= before.threads();
	}

}
