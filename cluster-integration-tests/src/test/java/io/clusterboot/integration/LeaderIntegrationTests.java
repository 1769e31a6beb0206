package io.clusterboot.integration;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.example.scheduled.ScheduledApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the leader and for what it alone runs.
 */
class LeaderIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final Duration PERIOD = Duration.ofMillis(200);

	private static final Pattern TICK = Pattern.compile("TICK (\\d+) from (\\d+) to (\\d+)");

	/**
	 * Runs that take longer than the period and are not interrupted at the end.
	 */
	private static final String[] PATIENT = { "--tick.duration=1000",
			"--spring.task.scheduling.shutdown.await-termination=true",
			"--spring.task.scheduling.shutdown.await-termination-period=10s" };

	@RegisterExtension
	final TestCluster cluster = new TestCluster().main(ScheduledApplication.class).pilotFirst();

	@Test
	void scheduleWhenClusterRunsHappensInTheLeaderAlone() {
		RunningCluster running = this.cluster.start(3);
		awaitCount(running, "EVERY 2$", 10);
		awaitCount(running, "TICK 0 ", 10);
		assertThat(ordinals(running, "TICK (\\d+) ")).containsExactly("0");
		assertThat(ordinals(running, "LEADERONLY (\\d+)")).containsExactly("0");
		assertThat(ordinals(running, "EVERY (\\d+)")).containsExactly("0", "1", "2");
		assertThat(lines(running, "RARE \\d+")).as("the run at the start").containsExactly("RARE 0");
		assertThat(lines(running, "LED by .*"))
			.containsExactly("LED by worker 1, heard by worker 0, which leads: true");
	}

	@Test
	void killWhenLeaderIsHitLosesNoMoreThanOnePeriod() {
		RunningCluster running = this.cluster.start(3);
		awaitCount(running, "TICK 0 ", 3);
		long victim = running.worker(0).get("pid").asLong();
		long killed = System.currentTimeMillis();
		Processes.signal("KILL", victim);
		awaitCount(running, "TICK 1 ", 3);
		running.awaitReplacement(0, victim);
		awaitCount(running, "EVERY 0$", 5);
		List<Tick> ticks = ticks(running);
		assertThat(ticks).extracting(Tick::ordinal).containsOnly(0, 1);
		Tick first = ticks.stream().filter((tick) -> tick.ordinal() == 1).findFirst().orElseThrow();
		// Two seconds to notice the exit and to tell the next leader.
		assertThat(Duration.ofMillis(first.begin() - killed)).isLessThan(PERIOD.plus(Limit.ofSeconds(2)));
		assertNoOverlap(ticks);
		assertThat(lines(running, "LED by worker 2, .*")).containsExactlyInAnyOrder(
				"LED by worker 2, heard by worker 1, which leads: true",
				"LED by worker 2, heard by worker 2, which leads: false");
		assertThat(ordinals(running, "RARE (\\d+)")).containsExactly("0");
	}

	@Test
	void disconnectWhenLeaderIsBusyWaitsForItsRunButNotForItsExit() {
		RunningCluster running = this.cluster.start(3, StringUtils.addStringToArray(PATIENT, "--stop.duration=3000"));
		awaitCount(running, "TICKING 0", 2);
		assertThat(running.request("POST", "/disconnect?id=1").status()).isEqualTo(200);
		awaitCount(running, "TICK 1 ", 2);
		running.primary().awaitOutput("Worker 0 .* exited with SIGTERM", SOON);
		assertThat(running.primary().output()).containsSubsequence("Worker 1 (id 2, ", " leads\n",
				"exited with SIGTERM");
		assertOnlyOneAtATime(running);
	}

	@Test
	void terminateWhenLeaderIsBusyWaitsForItsExit() {
		RunningCluster running = this.cluster.start(3, PATIENT);
		awaitCount(running, "TICKING 0", 2);
		Processes.signal("TERM", running.worker(0).get("pid").asLong());
		awaitCount(running, "TICK 1 ", 2);
		assertThat(running.primary().output()).containsSubsequence("exited with SIGTERM", "Worker 1 (id 2, ",
				" leads\n");
		assertOnlyOneAtATime(running);
	}

	private void assertOnlyOneAtATime(RunningCluster running) {
		List<Tick> ticks = ticks(running);
		assertThat(ticks).extracting(Tick::ordinal).containsOnly(0, 1);
		assertThat(lines(running, "TICKING 0")).as("runs that were not cut short")
			.hasSameSizeAs(lines(running, "TICK 0 .*"));
		assertNoOverlap(ticks);
	}

	@Test
	void scheduleWhenAllAreMeantToRunHappensEverywhere() {
		RunningCluster running = this.cluster.start(2, "--cluster.scheduling=all");
		awaitCount(running, "TICK 0 ", 3);
		awaitCount(running, "TICK 1 ", 3);
		awaitCount(running, "LEADERONLY 0$", 3);
		assertThat(ordinals(running, "LEADERONLY (\\d+)")).containsExactly("0");
		assertThat(ordinals(running, "RARE (\\d+)")).containsExactly("0", "1");
	}

	@Test
	void startWhenSchedulingIsUnknownFailsAndNamesWhatIsAllowed() {
		Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=2", "--cluster.scheduling=some");
		assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(jvm.output()).contains("cluster.scheduling", "some", "LEADER", "ALL");
	}

	@Test
	void scheduleWhenNotClusteredHappensAsAlways() {
		Jvm jvm = this.cluster.run("--server.port=0");
		jvm.awaitOutput("(?s)TICK -1 .*TICK -1 ", TestCluster.START);
		jvm.awaitOutput("LEADERONLY -1", SOON);
		jvm.awaitOutput("EVERY -1", SOON);
		assertThat(jvm.output()).contains("RARE -1");
	}

	private void awaitCount(RunningCluster running, String regex, int count) {
		Awaitility.await(regex).atMost(SOON).until(() -> lines(running, ".*" + regex + ".*").size() >= count);
	}

	private List<String> lines(RunningCluster running, String regex) {
		return find(running, "(?m)" + regex + "$").stream().map(MatchResult::group).toList();
	}

	private Set<String> ordinals(RunningCluster running, String regex) {
		return find(running, regex).stream()
			.map((match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private List<Tick> ticks(RunningCluster running) {
		return find(running, TICK.pattern()).stream().map(Tick::of).toList();
	}

	private List<MatchResult> find(RunningCluster running, String regex) {
		return Pattern.compile(regex).matcher(running.primary().output()).results().toList();
	}

	private void assertNoOverlap(List<Tick> ticks) {
		for (Tick one : ticks) {
			assertThat(ticks).noneMatch((other) -> other.overlaps(one));
		}
	}

	/**
	 * One run of the scheduled method.
	 *
	 * @param ordinal the worker that it ran in
	 * @param begin when it began, in milliseconds
	 * @param end when it ended
	 */
	private record Tick(int ordinal, long begin, long end) {

		static Tick of(MatchResult match) {
			return new Tick(Integer.parseInt(match.group(1)), Long.parseLong(match.group(2)),
					Long.parseLong(match.group(3)));
		}

		boolean overlaps(Tick other) {
			return this.ordinal != other.ordinal && this.begin < other.end && other.begin < this.end;
		}

	}

}
