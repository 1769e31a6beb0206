package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Words}.
 */
class WordsTests {

	@Test
	void nameNamesOrdinalIdAndPid() {
		assertThat(Words.name(new WorkerIdentity(1, 0, 1), 4242)).isEqualTo("Worker 0 (id 1, pid 4242)");
	}

	@Test
	void nameWhenNeverForkedHasNoPid() {
		assertThat(Words.name(new WorkerIdentity(1, 0, 1), 0)).isEqualTo("Worker 0 (id 1)");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "SIGKILL", "killed by SIGKILL", "exited with code 137", "killed by signal 9 (SIGKILL)" })
	void exitWhenReasonSaysNoMoreThanTheSignalLeavesItOut(String reason) {
		assertThat(Words.exit(exit(137, "SIGKILL", reason))).isEqualTo("exited with SIGKILL");
	}

	@Test
	void exitWhenByCodeNamesTheCode() {
		assertThat(Words.exit(exit(3, null, "exit code 3"))).isEqualTo("exited with code 3");
	}

	@Test
	void exitWhenReasonSaysMoreAddsIt() {
		assertThat(Words.exit(exit(137, "SIGKILL", "killed by the kernel's OOM killer")))
			.isEqualTo("exited with SIGKILL (killed by the kernel's OOM killer)");
	}

	@Test
	void delayWhenBelowASecondIsInMilliseconds() {
		assertThat(Words.delay(Duration.ofMillis(200))).isEqualTo("200 ms");
		assertThat(Words.delay(Duration.ofMillis(6400))).isEqualTo("6.4 s");
	}

	@Test
	void secondsWhenLocaleHasACommaKeepsThePoint() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.GERMANY);
		try {
			assertThat(Words.seconds(Duration.ofMillis(2310), 2)).isEqualTo("2.31 s");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	private WorkerExit exit(int code, @Nullable String signal, String reason) {
		return new WorkerExit(code, signal, reason, Instant.EPOCH);
	}

}
