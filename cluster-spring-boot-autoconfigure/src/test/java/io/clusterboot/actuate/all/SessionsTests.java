package io.clusterboot.actuate.all;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.clusterboot.WorkerState;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.actuate.all.SessionsEndpoint.Session;
import io.clusterboot.actuate.all.TwoWorkers.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionsEndpoint}, where each worker keeps its sessions in memory and
 * where they share some of them.
 */
@Timeout(120)
class SessionsTests {

	private static final String ALL = "GET to path 'sessions' ";

	private static final String ONE = "GET to path 'sessions/{sessionId}'";

	private static final String DELETE = "DELETE to path 'sessions/{sessionId}'";

	@RegisterExtension
	static final TwoWorkers workers = new TwoWorkers();

	@BeforeEach
	void keep() {
		sessions(workers.first()).keep(new Session("a", "olga", "0"), new Session("shared", "olga", "0"),
				new Session("x", "udo", "0"));
		sessions(workers.second()).keep(new Session("shared", "olga", "1"), new Session("b", "olga", "1"));
	}

	private static SessionsEndpoint sessions(WorkerContext worker) {
		return worker.bean(SessionsEndpoint.class);
	}

	@Test
	void sessionsWhenReadAreThoseOfAllWorkersEachOnce() {
		for (WorkerContext worker : List.of(workers.first(), workers.second())) {
			Answer answer = ask(worker, ALL, "username", "olga");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body().propertyNames()).containsExactly("sessions");
			assertThat(answer.body().get("sessions").findValuesAsString("id")).containsExactly("a", "shared", "b");
			assertThat(answer.body().get("sessions").findValuesAsString("from")).containsExactly("0", "0", "1");
		}
	}

	@Test
	void sessionsWhenNobodyHasAnyAreNone() {
		Answer answer = ask(workers.first(), ALL, "username", "nobody");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body().get("sessions")).isEmpty();
	}

	@Test
	void sessionsWhenAWorkerIsNamedAreItsOwn() {
		assertThat(ask(workers.first(), ALL, "username", "olga", "worker", "1").body().findValuesAsString("id"))
			.containsExactly("b", "shared");
	}

	@Test
	void sessionsWhenTheOtherDoesNotAnswerAreThisOnes() {
		workers.are(TestCluster.worker(0, WorkerState.READY), TestCluster.surge(9, 1, WorkerState.READY));
		assertThat(ask(workers.first(), ALL, "username", "olga").body().findValuesAsString("id")).containsExactly("a",
				"shared");
	}

	@Test
	void sessionWhenAnyWorkerHasItIsFound() {
		for (WorkerContext worker : List.of(workers.first(), workers.second())) {
			for (String id : List.of("a", "b", "shared")) {
				Answer answer = ask(worker, ONE, "sessionId", id);
				assertThat(answer.status()).isEqualTo(200);
				assertThat(answer.body().get("id").asString()).isEqualTo(id);
				assertThat(answer.body().get("username").asString()).isEqualTo("olga");
			}
			assertThat(ask(worker, ONE, "sessionId", "none").status()).isEqualTo(404);
		}
	}

	@Test
	void sessionWhenDeletedIsDeletedByAllWorkers() {
		assertDeleted(ask(workers.first(), DELETE, "sessionId", "shared"));
		assertDeleted(ask(workers.first(), DELETE, "sessionId", "b"));
		assertDeleted(ask(workers.second(), DELETE, "sessionId", "a"));
		assertThat(sessions(workers.first()).ids()).containsExactly("x");
		assertThat(sessions(workers.second()).ids()).isEmpty();
	}

	@Test
	void sessionWhenAWorkerIsNamedIsDeletedByThatOneAlone() {
		assertThat(ask(workers.first(), DELETE, "sessionId", "shared", "worker", "1").body().isNull()).isTrue();
		assertThat(sessions(workers.first()).ids()).contains("shared");
		assertThat(sessions(workers.second()).ids()).containsExactly("b");
	}

	private static void assertDeleted(Answer answer) {
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.workers("ordinal")).isEqualTo("0 1");
		assertThat(answer.workers("done")).isEqualTo("true true");
	}

	private static Answer ask(WorkerContext worker, String predicate, String... arguments) {
		return TwoWorkers.answer(worker.invoke(predicate, TwoWorkers.OPS, TwoWorkers.arguments(arguments)));
	}

}
