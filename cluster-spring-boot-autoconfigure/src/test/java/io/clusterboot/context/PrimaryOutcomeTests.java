package io.clusterboot.context;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimaryOutcome}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PrimaryOutcomeTests {

	private final List<Integer> codes = new ArrayList<>();

	private final List<String> events = new ArrayList<>();

	private final PrimaryOutcome outcome = new PrimaryOutcome(() -> this.events.add("serving"),
			() -> this.events.add("ready"), (change) -> this.events.add(change.toString()),
			(reload) -> this.events.add(reload.toString()), this.codes::add);

	@Test
	void clusterServesTellsAndGoesOn() {
		this.outcome.clusterServes();
		assertThat(this.events).containsExactly("serving");
		assertThat(this.codes).isEmpty();
	}

	@Test
	void reloadedTellsAndGoesOn() {
		ReloadStatus reload = new ReloadStatus(1, ReloadState.FAILED, 2, Instant.EPOCH, Instant.EPOCH, "no memory");
		this.outcome.reloaded(reload);
		assertThat(this.events).containsExactly(reload.toString());
		assertThat(this.codes).isEmpty();
	}

	@Test
	void startFailedEndsWithTheWorkersOwnCode(CapturedOutput output) {
		WorkerExit exit = new WorkerExit(42, null, "exited with code 42", Instant.EPOCH);
		this.outcome.startFailed(new WorkerIdentity(1, 0, 1), exit);
		assertThat(this.codes).containsExactly(42);
		assertThat(this.events).isEmpty();
		assertThat(output)
			.contains("Worker 0 (id 1) did not start: exited with code 42. The primary ends with code 42");
	}

	@Test
	void gaveUpEndsWithSoftwareError(CapturedOutput output) {
		this.outcome.gaveUp("6 restarts in 60 s");
		assertThat(this.codes).containsExactly(70);
		assertThat(output).contains("The primary gives up and ends with code 70: 6 restarts in 60 s");
	}

}
