package io.clusterboot.actuate.all;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.actuate.all.TwoWorkers.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;

/**
 * Tests for {@link PrimaryWay}, through Boot's endpoint {@code shutdown} and one like
 * Spring Cloud's {@code restart}.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class PrimaryWayTests {

	@RegisterExtension
	static final TwoWorkers workers = new TwoWorkers();

	private final CompletableFuture<ClusterStatus> reload = new CompletableFuture<>();

	private final CompletableFuture<Void> leaving = new CompletableFuture<>();

	/**
	 * Only the primary ends workers, or starts them anew.
	 */
	@AfterEach
	void assertNoWorkerDidItItself() {
		assertThat(workers.first().isActive()).isTrue();
		assertThat(workers.second().isActive()).isTrue();
		assertThat(workers.first().bean(CloudEndpoints.Restart.class).times()).isZero();
		assertThat(workers.second().bean(CloudEndpoints.Restart.class).times()).isZero();
	}

	@Test
	void shutdownWhenThePrimaryAgreesIsAnsweredBeforeItIsDone() {
		given(workers.operations().leaveAll()).willReturn(this.leaving);
		assertAgreed(post("shutdown"), "Shutting down, bye...");
		then(workers.operations()).should().leaveAll();
		then(workers.operations()).shouldHaveNoMoreInteractions();
	}

	@Test
	void restartWhenThePrimaryAgreesIsAReload() {
		given(workers.operations().reload()).willReturn(this.reload);
		assertAgreed(post("restart"), "Restarting");
		then(workers.operations()).should().reload();
		then(workers.operations()).shouldHaveNoMoreInteractions();
	}

	private void assertAgreed(Answer answer, String message) {
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body().get("message").asString()).isEqualTo(message);
		assertThat(answer.workers("ordinal")).isEqualTo("0 1");
		assertThat(answer.workers("id")).isEqualTo("1 2");
		assertThat(answer.workers("done")).isEqualTo("true true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "shutdown", "restart" })
	void writeWhenNoProcessHoldsASlotSaysWhy(String endpoint) {
		willAnswer((call) -> forgetSlot(this.leaving)).given(workers.operations()).leaveAll();
		willAnswer((call) -> forgetSlot(this.reload)).given(workers.operations()).reload();
		workers.are(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.BACKING_OFF));
		Answer answer = post(endpoint);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.workers("ordinal")).isEqualTo("0 1");
		assertThat(answer.workers("done")).isEqualTo("true false");
		assertThat(answer.workers("reason")).isEqualTo("is backing off");
	}

	private static CompletableFuture<?> forgetSlot(CompletableFuture<?> answer) {
		workers.are(TestCluster.worker(0, WorkerState.STOPPING));
		return answer;
	}

	@Test
	void restartWhenOtherIsUnderWayIsConflict() {
		given(workers.operations().reload()).willAnswer((call) -> {
			workers.primary().before(() -> this.reload.completeExceptionally(conflict()));
			return this.reload.thenApply((status) -> status);
		});
		assertProblem(post("restart"), 409, "Conflict", "Reload 3 is under way");
	}

	@Test
	void restartWhenItIsRefusedAndTheStatusIsLostIsConflict() {
		given(workers.operations().reload()).willAnswer((call) -> {
			workers.primary().fallSilent();
			return CompletableFuture.failedFuture(conflict());
		});
		assertProblem(post("restart"), 409, "Conflict", "Reload 3 is under way");
	}

	private static ClusterConflictException conflict() {
		return new ClusterConflictException("Reload 3 is under way");
	}

	@Test
	void shutdownWhenThePrimaryDeclinesIsUnavailable() {
		given(workers.operations().leaveAll())
			.willReturn(CompletableFuture.failedFuture(new ClusterOperationException("The cluster has not started")));
		assertProblem(post("shutdown"), 503, "The primary declines", "The cluster has not started");
	}

	@ParameterizedTest
	@ValueSource(strings = { "shutdown", "restart" })
	void writeWhenThePrimaryFallsSilentIsUnavailable(String endpoint) {
		willAnswer((call) -> fallSilent(this.leaving)).given(workers.operations()).leaveAll();
		willAnswer((call) -> fallSilent(this.reload)).given(workers.operations()).reload();
		assertProblem(post(endpoint), 503, "The primary does not answer",
				"Status: no answer within 2 s; it may do later what it was asked for");
	}

	private static CompletableFuture<?> fallSilent(CompletableFuture<?> answer) {
		workers.primary().fallSilent();
		return answer;
	}

	@ParameterizedTest
	@ValueSource(strings = { "shutdown", "restart" })
	void writeWhenThePrimaryIsSilentAsksItForNothing(String endpoint) {
		workers.primary().fallSilent();
		assertProblem(post(endpoint), 503, "The primary does not answer", "It was not asked for anything");
		then(workers.operations()).shouldHaveNoInteractions();
	}

	@Test
	void restartWhenItFailsAfterItWasAgreedIsLogged(CapturedOutput output) {
		given(workers.operations().reload()).willReturn(this.reload);
		assertAgreed(post("restart"), "Restarting");
		this.reload.completeExceptionally(new ClusterOperationException("The cluster ends"));
		assertThat(output).contains("The cluster began what an endpoint was asked for, and failed: The cluster ends");
	}

	@Test
	void shutdownWhenThisWorkerLeavesFirstIsNoFailure(CapturedOutput output) {
		given(workers.operations().leaveAll()).willReturn(this.leaving);
		assertAgreed(post("shutdown"), "Shutting down, bye...");
		this.leaving.completeExceptionally(new ClusterUnavailableException("the worker stops"));
		assertThat(output).doesNotContain("and failed");
	}

	private static void assertProblem(Answer answer, int status, String error, String message) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.body().get("error").asString()).isEqualTo(error);
		assertThat(answer.body().get("message").asString()).isEqualTo(message);
		assertThat(answer.body().get("workers")).isNull();
	}

	private static Answer post(String endpoint) {
		return workers.ask("POST to path '" + endpoint + "'", TwoWorkers.OPS);
	}

}
