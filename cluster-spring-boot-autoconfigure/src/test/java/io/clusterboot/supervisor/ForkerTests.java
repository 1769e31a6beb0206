package io.clusterboot.supervisor;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Forker}.
 */
class ForkerTests {

	private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");

	private final FakeLauncher launcher = new FakeLauncher();

	private final List<String> exits = new ArrayList<>();

	private final Forker forker = new Forker(this.launcher, Clock.fixed(NOW, ZoneOffset.UTC),
			(id, exit) -> this.exits.add(id + " " + exit.reason()));

	@Test
	void forkReturnsProcessAndWallTime() {
		Fork fork = fork(1);
		assertThat(fork.process().pid()).isEqualTo(4001);
		assertThat(fork.time()).isEqualTo(Instant.parse("2026-11-20T10:00:00.123Z"));
		assertThat(this.exits).isEmpty();
	}

	@Test
	void forkWhenLauncherThrowsReportsAnExit() {
		this.launcher.failWith("no memory");
		assertThat(fork(1).process().pid()).isZero();
		assertThat(this.exits).containsExactly("1 could not be forked: no memory");
	}

	@Test
	void forkWhenThreadsRunOutReportsAnExit() {
		this.launcher.onLaunch((process) -> {
			throw new OutOfMemoryError();
		});
		assertThat(fork(1).process().pid()).isZero();
		assertThat(this.exits).containsExactly("1 could not be forked: java.lang.OutOfMemoryError");
	}

	@Test
	void killAllKillsTheLiveOnly() {
		fork(1);
		fork(2);
		this.launcher.process(1).exit(0);
		this.forker.killAll();
		assertThat(this.launcher.processes()).extracting(FakeProcess::kills).containsExactly(0, 1);
	}

	@Test
	void killAllWhenProcessExitedBeforeTheLauncherReturnedDoesNotKillIt() {
		this.launcher.onLaunch((process) -> process.exit(0));
		fork(1);
		this.forker.killAll();
		assertThat(this.launcher.process(1).kills()).isZero();
	}

	@Test
	void killAllWhenLaunchIsInProgressKillsWhatItReturns() {
		this.launcher.onLaunch((process) -> this.forker.killAll());
		fork(1);
		assertThat(this.launcher.process(1).kills()).isEqualTo(1);
	}

	@Test
	void forkWhenAllWereKilledLaunchesNobody() {
		this.forker.killAll();
		fork(1);
		assertThat(this.launcher.processes()).isEmpty();
		assertThat(this.exits).containsExactly("1 could not be forked: the cluster was killed");
	}

	private Fork fork(long id) {
		return this.forker.fork(new ForkRequest(new WorkerIdentity(id, 0, 1), 1, Map.of()));
	}

}
