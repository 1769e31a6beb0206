package io.clusterboot.context;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimaryPidFile}.
 */
class PrimaryPidFileTests {

	private static final WorkerIdentity WORKER = new WorkerIdentity(4, 1, 2);

	private final SpringApplication application = new SpringApplication(Object.class);

	@AfterEach
	void clearSystemProperties() {
		System.clearProperty("PIDFILE");
	}

	@Test
	void workerOptionsWhenNoWriterRegisteredIsEmpty() {
		System.setProperty("PIDFILE", "run/app.pid");
		assertThat(PrimaryPidFile.workerOptions(this.application, WORKER)).isEmpty();
	}

	@Test
	void workerOptionsWhenWriterRegisteredNamesDefaultFile() {
		this.application.addListeners(new ApplicationPidFileWriter());
		assertThat(PrimaryPidFile.workerOptions(this.application, WORKER))
			.containsExactly("-DPIDFILE=application.worker-1.pid");
	}

	@Test
	void workerOptionsWhenFileIsSystemPropertyNamesFileNextToIt() {
		System.setProperty("PIDFILE", "run/app.pid");
		this.application.addListeners(new ApplicationPidFileWriter());
		assertThat(PrimaryPidFile.workerOptions(this.application, WORKER))
			.containsExactly("-DPIDFILE=run/app.worker-1.pid");
	}

}
