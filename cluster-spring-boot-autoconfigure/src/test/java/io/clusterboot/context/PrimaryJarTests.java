package io.clusterboot.context;

import java.util.List;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimaryJar}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PrimaryJarTests {

	private final MockEnvironment environment = new MockEnvironment().withProperty("cluster.reload.watch", "true");

	private final PrimaryJar jar = new PrimaryJar(PrimarySettings.of(new SpringApplication(Object.class), List.of(),
			this.environment, new WorkerCount(1, null)), null, () -> null);

	@AfterEach
	void close() {
		this.jar.close();
	}

	@Test
	void refusedWhenAnotherChangeIsUnderWayIsSilent(CapturedOutput output) {
		this.jar.refused(new CompletionException(new ClusterConflictException("A reload is under way")));
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void refusedForAnotherReasonTellsIt(CapturedOutput output) {
		this.jar.refused(new ClusterOperationException("a.jar is not a complete jar: cut"));
		assertThat(output).contains("WARN",
				"The jar was replaced, but the workers are not: a.jar is not a complete jar: cut");
	}

}
