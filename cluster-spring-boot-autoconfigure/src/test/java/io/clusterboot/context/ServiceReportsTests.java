package io.clusterboot.context;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceReports}.
 */
class ServiceReportsTests {

	private static final WorkerChange.Ready SOMEBODY_READY = new WorkerChange.Ready(new WorkerIdentity(1, 0, 1));

	private final List<String> messages = new ArrayList<>();

	private CompletableFuture<ClusterStatus> status = CompletableFuture.completedFuture(status(null, 0));

	private final ServiceReports reports = reports(4200, true);

	private ServiceReports reports(long pid, boolean watchdog) {
		return new ServiceReports(
				(withTime, lines) -> this.messages.add(String.join(" ", lines) + (withTime ? " TIME" : "")),
				() -> this.status, Runnable::run, new ServiceReports.Options(pid, Duration.ofSeconds(50), watchdog));
	}

	@Test
	void startingIsGivenTimeUntilTheFirstWorkerServes() {
		this.reports.starting();
		this.reports.tick();
		this.reports.clusterServes();
		this.reports.tick();
		assertThat(this.messages).containsExactly("EXTEND_TIMEOUT_USEC=30000000 STATUS=No worker is ready yet",
				"WATCHDOG=1 EXTEND_TIMEOUT_USEC=30000000", "READY=1 MAINPID=4200 STATUS=The first worker is ready",
				"WATCHDOG=1 STATUS=0 of 2 workers ready, generation 1");
	}

	@Test
	void servesWhenPid1NamesNoPid() {
		reports(1, true).clusterServes();
		assertThat(this.messages).containsExactly("READY=1 STATUS=The first worker is ready");
	}

	@Test
	void changedIsToldIfItChangesThePicture() {
		this.reports.changed(SOMEBODY_READY);
		assertThat(this.messages).isEmpty();
		this.reports.clusterServes();
		this.messages.clear();
		this.status = CompletableFuture.completedFuture(status(null, 1));
		this.reports.changed(SOMEBODY_READY);
		this.reports.changed(SOMEBODY_READY);
		this.status = CompletableFuture.completedFuture(status(null, 2));
		this.reports.changed(SOMEBODY_READY);
		assertThat(this.messages).containsExactly("STATUS=1 of 2 workers ready, generation 1",
				"STATUS=2 of 2 workers ready, generation 1");
	}

	@Test
	void changedWhenASlotIsHandedOverCountsItOnce() {
		this.reports.clusterServes();
		List<WorkerStatus> three = List.of(worker(0, WorkerState.READY), worker(0, WorkerState.READY),
				worker(1, WorkerState.READY));
		this.status = CompletableFuture.completedFuture(status(null, three));
		this.reports.changed(SOMEBODY_READY);
		assertThat(this.messages).last().isEqualTo("STATUS=2 of 2 workers ready, generation 1");
	}

	@Test
	void reloadIsFramedAndGivenTime() {
		serve();
		ReloadStatus running = reload(ReloadState.RUNNING, null);
		this.reports.reloading(running);
		this.status = CompletableFuture.completedFuture(status(running, 2));
		this.reports.tick();
		this.status = CompletableFuture.completedFuture(status(reload(ReloadState.SUCCEEDED, null), 2));
		this.reports.reloaded(reload(ReloadState.SUCCEEDED, null));
		this.reports.tick();
		assertThat(this.messages).containsExactly(
				"RELOADING=1 EXTEND_TIMEOUT_USEC=30000000 STATUS=Reload 1 is under way TIME",
				"WATCHDOG=1 EXTEND_TIMEOUT_USEC=30000000 STATUS=2 of 2 workers ready, generation 1; "
						+ "reload 1 is under way",
				"READY=1 STATUS=Reload 1 has succeeded", "STATUS=2 of 2 workers ready, generation 1", "WATCHDOG=1");
	}

	@Test
	void reloadWhenItFailsIsReadyAllTheSameAndSaysWhyInOneLine() {
		serve();
		ReloadStatus failed = reload(ReloadState.FAILED, "Worker 0 exited\nREADY=0");
		this.status = CompletableFuture.completedFuture(status(failed, 2));
		this.reports.reloaded(failed);
		assertThat(this.messages).containsExactly("READY=1 STATUS=Reload 1 has failed: Worker 0 exited",
				"STATUS=2 of 2 workers ready, generation 1; reload 1 has failed: Worker 0 exited");
	}

	@Test
	void reloadRefusedIsFramedUnlessOneIsUnderWay() {
		serve();
		this.reports.reloadRefused("The cluster is still being started");
		assertThat(this.messages).containsExactly(
				"RELOADING=1 STATUS=No reload: The cluster is still being started TIME",
				"READY=1 STATUS=No reload: The cluster is still being started");
		this.messages.clear();
		this.status = CompletableFuture.completedFuture(status(reload(ReloadState.RUNNING, null), 2));
		this.reports.reloadRefused("Reload 1 is under way");
		assertThat(this.messages).isEmpty();
	}

	@Test
	void tickWhenSupervisorHangsIsNoSignOfLife() {
		serve();
		this.status = new CompletableFuture<>();
		this.reports.tick();
		assertThat(this.messages).isEmpty();
		this.status.complete(status(null, 0));
		assertThat(this.messages).containsExactly("WATCHDOG=1 STATUS=0 of 2 workers ready, generation 1");
		this.status = CompletableFuture.failedFuture(new ClusterUnavailableException("The supervisor is closed"));
		this.reports.tick();
		assertThat(this.messages).hasSize(1);
	}

	@Test
	void tickWhenNobodyAsksForSignsOfLifeSaysOnlyWhatIsNew() {
		ServiceReports quiet = reports(4200, false);
		quiet.clusterServes();
		quiet.tick();
		quiet.tick();
		assertThat(this.messages).hasSize(2).last().isEqualTo("STATUS=0 of 2 workers ready, generation 1");
	}

	@Test
	void stopIsToldOnceWithTheTimeItTakesAndNothingElseAfterIt() {
		serve();
		this.reports.clusterStops();
		this.reports.reloaded(reload(ReloadState.FAILED, "the cluster ends"));
		this.reports.changed(SOMEBODY_READY);
		this.reports.clusterServes();
		this.reports.tick();
		assertThat(this.messages).containsExactly("STOPPING=1 EXTEND_TIMEOUT_USEC=50000000 STATUS=All workers stop",
				"WATCHDOG=1");
	}

	private void serve() {
		this.reports.clusterServes();
		this.messages.clear();
	}

	private static ReloadStatus reload(ReloadState state, String reason) {
		return new ReloadStatus(1, state, 2, Instant.EPOCH, null, reason);
	}

	private static ClusterStatus status(ReloadStatus reload, int ready) {
		return status(reload,
				IntStream.range(0, 2)
					.mapToObj(
							(ordinal) -> worker(ordinal, (ordinal < ready) ? WorkerState.READY : WorkerState.STARTING))
					.toList());
	}

	private static ClusterStatus status(ReloadStatus reload, List<WorkerStatus> workers) {
		return new ClusterStatus(new PrimaryStatus(4200, Instant.EPOCH, Duration.ZERO), 2, 1, List.of(), reload,
				workers);
	}

	private static WorkerStatus worker(int ordinal, WorkerState state) {
		return new WorkerStatus(new WorkerIdentity(ordinal + 1, ordinal, 1), 4242, state, false, null, Instant.EPOCH,
				Duration.ZERO, 0, null, null, 100, WorkerLoad.NONE);
	}

}
