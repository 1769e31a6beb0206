package io.clusterboot.context;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.member.ClusterOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link OperatorSignals}.
 */
@ExtendWith(OutputCaptureExtension.class)
class OperatorSignalsTests {

	private final ClusterOperations operations = mock(ClusterOperations.class);

	private final List<String> refusals = new ArrayList<>();

	private final OperatorSignals signals = new OperatorSignals(this.operations, this.refusals::add);

	@BeforeEach
	void run() {
		given(this.operations.status()).willReturn(status(2));
	}

	@Test
	void reloadWhenAcceptedIsLogged(CapturedOutput output) {
		given(this.operations.reload()).willReturn(new CompletableFuture<>());
		this.signals.reload();
		assertThat(output).contains("INFO").contains("SIGHUP: the workers are reloaded");
	}

	@Test
	void reloadWhenRefusedIsLoggedWithTheReason(CapturedOutput output) {
		given(this.operations.reload()).willReturn(
				CompletableFuture.<ClusterStatus>failedFuture(new ClusterConflictException("Reload 1 is under way"))
					.thenApply((status) -> status));
		this.signals.reload();
		assertThat(output).contains("WARN")
			.contains("SIGHUP has failed: Reload 1 is under way")
			.doesNotContain("are reloaded");
		assertThat(this.refusals).containsExactly("Reload 1 is under way");
	}

	@Test
	void moreHasOneWorkerMore(CapturedOutput output) {
		given(this.operations.scale(3)).willReturn(new CompletableFuture<>());
		this.signals.more();
		then(this.operations).should().scale(3);
		assertThat(output).contains("SIGTTIN: there shall be 3 workers");
	}

	@Test
	void fewerHasOneWorkerFewer(CapturedOutput output) {
		given(this.operations.scale(1)).willReturn(CompletableFuture.completedFuture(status(1)));
		this.signals.fewer();
		then(this.operations).should().scale(1);
		assertThat(output).contains("SIGTTOU: there shall be 1 worker").doesNotContain("1 workers");
	}

	@Test
	void fewerWhenOneIsLeftIsRefused(CapturedOutput output) {
		given(this.operations.status()).willReturn(status(1));
		this.signals.fewer();
		then(this.operations).should(never()).scale(anyInt());
		assertThat(output).contains("SIGTTOU has failed: there must be at least 1 worker");
	}

	@Test
	void moreWhenItFailsLaterIsLoggedToo(CapturedOutput output) {
		CompletableFuture<ClusterStatus> scaled = new CompletableFuture<>();
		given(this.operations.scale(3)).willReturn(scaled);
		this.signals.more();
		scaled.completeExceptionally(new ClusterOperationException("2 of 3 workers are ready"));
		assertThat(output).contains("SIGTTIN: there shall be 3 workers")
			.contains("SIGTTIN has failed: 2 of 3 workers are ready");
	}

	@Test
	void moreWhenNobodyAnswersIsLogged(CapturedOutput output) {
		given(this.operations.status()).willThrow(new ClusterUnavailableException("The cluster has not started"));
		this.signals.more();
		assertThat(output).contains("SIGTTIN has failed: The cluster has not started");
	}

	private static ClusterStatus status(int workers) {
		return new ClusterStatus(new PrimaryStatus(1, Instant.EPOCH, Duration.ofSeconds(1)), workers, 1, List.of(),
				null, List.of());
	}

}
