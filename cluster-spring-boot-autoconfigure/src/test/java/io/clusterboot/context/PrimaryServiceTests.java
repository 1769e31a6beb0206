package io.clusterboot.context;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.supervisor.SupervisorListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimaryService}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PrimaryServiceTests {

	@TempDir
	private Path directory;

	@Test
	void serviceWhenThereIsNoManagerIsNone() {
		PrimaryService service = PrimaryService.of(Map.of("WATCHDOG_USEC", "1000"), () -> null, Duration.ZERO);
		assertThat(service.beside(SupervisorListener.NO_OP)).isSameAs(SupervisorListener.NO_OP);
		service.reloadRefused("it makes no sense");
	}

	@Test
	void serviceWhenManagerIsUnreachableGoesOn(CapturedOutput output) {
		Map<String, String> environment = Map.of("NOTIFY_SOCKET", this.directory.resolve("none").toString());
		PrimaryService service = PrimaryService.of(environment, () -> null, Duration.ZERO);
		SupervisorListener both = service.beside(SupervisorListener.NO_OP);
		both.clusterServes();
		both.clusterStops();
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("The service manager is not told"));
	}

}
