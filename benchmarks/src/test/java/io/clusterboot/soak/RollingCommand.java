package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntConsumer;

import tools.jackson.databind.JsonNode;

import io.clusterboot.load.Pause;
import io.clusterboot.load.Traffic;

/**
 * Replaces, adds and removes workers under load: no request may fail.
 */
final class RollingCommand implements Callable<Boolean> {

	private static final Traffic[] NEW_AND_KEPT = { Traffic.NEW_CONNECTION, Traffic.KEEP_ALIVE };

	private final String name;

	private final int workers;

	private final int rate;

	private final List<String> arguments;

	private final List<List<Traffic>> traffic;

	private final Function<Target, IntConsumer> rounds;

	private RollingCommand(String name, int workers, int rate, List<String> arguments, List<List<Traffic>> traffic,
			Function<Target, IntConsumer> rounds) {
		this.name = name;
		this.workers = Soak.option("workers", workers);
		this.rate = Soak.option("rate", rate);
		this.arguments = arguments;
		this.traffic = traffic;
		this.rounds = rounds;
	}

	/**
	 * What the others are to be compared with, and proof that the clients do not fail by
	 * themselves.
	 * @return the command
	 */
	static RollingCommand calm() {
		return new RollingCommand("nothing", 2, 0, List.of(), UnderLoad.traffic(Traffic.values()),
				(target) -> (round) -> Pause.of(Duration.ofSeconds(1)));
	}

	static RollingCommand reload() {
		return new RollingCommand("reload", 2, 0, List.of(), UnderLoad.traffic(Traffic.values()),
				RollingCommand::reload);
	}

	/**
	 * At a moderate rate, so that a percentile is more than the length of the queue.
	 * @return the command
	 */
	static RollingCommand reloadTime() {
		return new RollingCommand("reload of 4", 4, 500, List.of(), UnderLoad.traffic(NEW_AND_KEPT),
				RollingCommand::reload);
	}

	private static IntConsumer reload(Target target) {
		Operations operations = new Operations(target);
		return (round) -> requireState("SUCCEEDED", operations.reload());
	}

	private static void requireState(String state, JsonNode reload) {
		if (!state.equals(reload.get("state").asString())) {
			throw new IllegalStateException("Not " + state + ": " + reload);
		}
	}

	static RollingCommand scale() {
		return new RollingCommand("scale 2-3-2", 2, 0, List.of(), UnderLoad.traffic(Traffic.values()), (target) -> {
			Operations operations = new Operations(target);
			return (round) -> {
				operations.scale(3);
				operations.scale(2);
			};
		});
	}

	static RollingCommand recycle() {
		int lifetime = Soak.option("lifetime", 20);
		return new RollingCommand("recycle", 2, 0, List.of("--cluster.recycle.max-lifetime=" + lifetime + "s"),
				UnderLoad.traffic(Traffic.values()), (target) -> {
					Operations operations = new Operations(target);
					return (round) -> operations.awaitNewerThan(operations.newest(), 2);
				});
	}

	static RollingCommand restart() {
		return new RollingCommand("restart of one", 2, 0, List.of(), UnderLoad.traffic(Traffic.values()), (target) -> {
			Operations operations = new Operations(target);
			return (round) -> operations.restart(round % 2);
		});
	}

	/**
	 * Each reload to a jar that does not start must fail and leave the workers as they
	 * are; with the right jar back in its place the next one must succeed.
	 * @return the command
	 */
	static RollingCommand brokenJar() {
		return new RollingCommand("broken jar", 2, 0, List.of(), UnderLoad.traffic(NEW_AND_KEPT), (target) -> {
			Operations operations = new Operations(target);
			BrokenJar jar = new BrokenJar(target.jar());
			return (round) -> {
				List<Long> pids = target.workers();
				jar.damage(round);
				requireState("FAILED", operations.reload());
				jar.repair();
				if (!target.workers().containsAll(pids)) {
					throw new IllegalStateException(pids + " became " + target.workers());
				}
				requireState("SUCCEEDED", operations.reload());
			};
		});
	}

	@Override
	public Boolean call() {
		int number = Soak.option("rounds", 20);
		List<Outcome> outcomes = new ArrayList<>();
		try (Target target = Target.loaded(this.workers, this.arguments)) {
			for (List<Traffic> each : this.traffic) {
				outcomes.addAll(new UnderLoad(this.name, target.port(), number, this.rate).run(each,
						this.rounds.apply(target)));
			}
		}
		System.out.println(Outcome.HEAD);
		outcomes.forEach(System.out::println);
		return outcomes.stream().allMatch((outcome) -> outcome.failed() == 0 && outcome.seconds().size() == number);
	}

}
