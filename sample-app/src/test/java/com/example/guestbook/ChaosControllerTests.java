package com.example.guestbook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

/**
 * Tests for {@link ChaosController} in a cluster of which one worker has no process.
 */
@WebMvcTest(ChaosController.class)
@Import(Chaos.class)
class ChaosControllerTests {

	private static final long PID = Long.MAX_VALUE;

	@Autowired
	private MockMvcTester mvc;

	@MockitoBean
	private Slowdown slowdown;

	@MockitoBean
	private ClusterStatusSource cluster;

	@ParameterizedTest
	@ValueSource(strings = { "crash", "hang", "wake", "slow" })
	void disturbWhenWorkerIsUnknownIsNotFound(String action) {
		given(this.cluster.status()).willReturn(status());
		assertThat(this.mvc.post().uri("/chaos/9/" + action)).hasStatus(404)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("There is no worker 9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "crash", "hang", "wake", "slow" })
	void disturbWhenWorkerHasNoProcessIsAConflict(String action) {
		given(this.cluster.status()).willReturn(status());
		assertThat(this.mvc.post().uri("/chaos/1/" + action)).hasStatus(409);
	}

	@Test
	void disturbWhenOrdinalIsNoNumberIsABadRequest() {
		assertThat(this.mvc.post().uri("/chaos/x/crash")).hasStatus(400);
	}

	@Test
	void disturbWhenPrimaryIsSilentIsUnavailable() {
		given(this.cluster.status()).willThrow(new ClusterUnavailableException("No answer"));
		assertThat(this.mvc.post().uri("/chaos/0/crash")).hasStatus(503);
	}

	@Test
	void slowWhenWorkerRunsSlowsItsProcessWithinBounds() {
		given(this.cluster.status()).willReturn(status());
		assertThat(this.mvc.post().uri("/chaos/0/slow")).hasStatus(202);
		then(this.slowdown).should().set(PID, Duration.ofSeconds(1));
		assertThat(this.mvc.post().uri("/chaos/0/slow?millis=99999")).hasStatus(202);
		then(this.slowdown).should().set(PID, Duration.ofSeconds(10));
		assertThat(this.mvc.post().uri("/chaos/0/slow?millis=-1")).hasStatus(202);
		then(this.slowdown).should().set(PID, Duration.ZERO);
	}

	private ClusterStatus status() {
		PrimaryStatus primary = new PrimaryStatus(1, Instant.EPOCH, Duration.ZERO);
		return new ClusterStatus(primary, 2, 1, List.of(), null,
				List.of(worker(0, PID, WorkerState.READY), worker(1, 0, WorkerState.BACKING_OFF)));
	}

	private WorkerStatus worker(int ordinal, long pid, WorkerState state) {
		return new WorkerStatus(new WorkerIdentity(ordinal + 1, ordinal, 1), pid, state, false, null, Instant.EPOCH,
				Duration.ZERO, 0, null, null, 100, WorkerLoad.NONE);
	}

}
