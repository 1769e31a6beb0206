package io.clusterboot.integration;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the output of a cluster tells about runs of its scheduled tasks.
 */
class Runs {

	private static final Duration SOON = Duration.ofSeconds(10);

	private static final Pattern TICK = Pattern.compile("TICK (\\d+) from (\\d+) to (\\d+)");

	private final RunningCluster cluster;

	Runs(RunningCluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Wait for lines.
	 * @param regex found in a line, up to its end
	 * @param count number of lines
	 */
	void await(String regex, int count) {
		Awaitility.await(regex).atMost(SOON).until(() -> lines(".*" + regex + ".*").size() >= count);
	}

	List<String> lines(String regex) {
		return find("(?m)" + regex + "$").stream().map(MatchResult::group).toList();
	}

	/**
	 * Return which workers have printed something.
	 * @param regex with a group for the ordinal
	 * @return ordinals, in order
	 */
	Set<String> ordinals(String regex) {
		return find(regex).stream().map((match) -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
	}

	List<Tick> ticks() {
		return find(TICK.pattern()).stream().map(Tick::of).toList();
	}

	/**
	 * Assert that worker 1 took over from worker 0 without a run in both at once, and
	 * that no run was cut short.
	 */
	void assertOnlyOneAtATime() {
		List<Tick> ticks = ticks();
		assertThat(ticks).extracting(Tick::ordinal).containsOnly(0, 1);
		assertThat(lines("TICKING 0")).as("runs that were not cut short").hasSameSizeAs(lines("TICK 0 .*"));
		assertNoOverlap();
	}

	/**
	 * Kill the leader, worker 0, and assert that worker 1 goes on in time, without a run
	 * in both at once.
	 * @param limit time from the kill to the next leader's first run
	 */
	void assertNextLeaderGoesOnWithin(Duration limit) {
		await("TICK 0 ", 3);
		long victim = this.cluster.worker(0).get("pid").asLong();
		long killed = System.currentTimeMillis();
		Processes.signal("KILL", victim);
		await("TICK 1 ", 3);
		this.cluster.awaitReplacement(0, victim);
		await("EVERY 0$", 5);
		List<Tick> ticks = ticks();
		assertThat(ticks).extracting(Tick::ordinal).containsOnly(0, 1);
		Tick first = ticks.stream().filter((tick) -> tick.ordinal() == 1).findFirst().orElseThrow();
		assertThat(Duration.ofMillis(first.begin() - killed)).isLessThan(limit);
		assertNoOverlap();
	}

	void assertNoOverlap() {
		List<Tick> ticks = ticks();
		for (Tick one : ticks) {
			assertThat(ticks).noneMatch((other) -> other.overlaps(one));
		}
	}

	private List<MatchResult> find(String regex) {
		return Pattern.compile(regex).matcher(this.cluster.primary().output()).results().toList();
	}

	/**
	 * One run of the scheduled task.
	 *
	 * @param ordinal the worker that it ran in
	 * @param begin when it began, in milliseconds
	 * @param end when it ended
	 */
	record Tick(int ordinal, long begin, long end) {

		static Tick of(MatchResult match) {
			return new Tick(Integer.parseInt(match.group(1)), Long.parseLong(match.group(2)),
					Long.parseLong(match.group(3)));
		}

		boolean overlaps(Tick other) {
			return this.ordinal != other.ordinal && this.begin < other.end && other.begin < this.end;
		}

	}

}
