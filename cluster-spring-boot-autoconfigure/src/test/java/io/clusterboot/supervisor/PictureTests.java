package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Picture}.
 */
class PictureTests {

	private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

	private static final WorkerExit EXIT = new WorkerExit(3, null, "exit code 3", NOW);

	private final WorkerHandle handle = new WorkerHandle(2, FailureHistory.none(TestSettings.workers(1).build()));

	private final FakeProcess process = new FakeProcess(new WorkerIdentity(7, 2, 1), (exit) -> {
	});

	@Test
	void workerWhenProcessIsThereTellsOfIt() {
		this.handle.started(run());
		WorkerStatus status = Picture.worker(this.handle, 0, null, NOW.plusSeconds(5));
		assertThat(status.identity()).isEqualTo(new WorkerIdentity(7, 2, 1));
		assertThat(status.pid()).isEqualTo(4007);
		assertThat(status.startTime()).isEqualTo(Instant.EPOCH);
		assertThat(status.uptime()).isEqualTo(Duration.ofSeconds(5));
		assertThat(status.heartbeatAge()).isNull();
		assertThat(status.lastExit()).isNull();
		assertThat(status.weight()).isZero();
	}

	@Test
	void workerWhenProcessIsGoneKeepsIdentityWithoutPid() {
		this.handle.started(run());
		this.handle.ready(NOW);
		assertThat(Picture.worker(this.handle, 100, null, NOW).weight()).isEqualTo(100);
		this.handle.crashed(EXIT, NOW);
		WorkerStatus status = Picture.worker(this.handle, 100, null, NOW.plusSeconds(5));
		assertThat(status.identity().id()).isEqualTo(7);
		assertThat(status.pid()).isZero();
		assertThat(status.uptime()).isZero();
		assertThat(status.weight()).isZero();
		assertThat(status.lastExit()).isEqualTo(EXIT);
	}

	private WorkerRun run() {
		return new WorkerRun(this.process.identity(), new Fork(this.process, Instant.EPOCH), NOW);
	}

}
