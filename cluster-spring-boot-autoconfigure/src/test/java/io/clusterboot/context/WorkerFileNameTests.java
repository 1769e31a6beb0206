package io.clusterboot.context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerFileName}.
 */
class WorkerFileNameTests {

	private final WorkerFileName name = new WorkerFileName(1);

	@ParameterizedTest
	@CsvSource({ "logs/app.log, logs/app.worker-1.log", "app, app.worker-1", "my.app/log, my.app/log.worker-1",
			".log, .log.worker-1", "a/.log, a/.log.worker-1", "c:\\logs\\app.json, c:\\logs\\app.worker-1.json",
			"app.yyyy_mm_dd.log, app.yyyy_mm_dd.worker-1.log", "/devices/app.log, /devices/app.worker-1.log" })
	void ofInsertsWorkerBeforeExtension(String file, String expected) {
		assertThat(this.name.of(file)).isEqualTo(expected);
		assertThat(this.name.of(expected)).as("again").isEqualTo(expected);
	}

	@Test
	void ofWhenNameOfAnotherWorkerIsNotTakenForOwn() {
		assertThat(this.name.of("app.worker-11.log")).isEqualTo("app.worker-11.worker-1.log");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/dev/stdout", "/dev/./stdout", "/proc/1/fd/1" })
	void ofWhenDeviceReturnsDevice(String file) {
		assertThat(this.name.of(file)).isEqualTo(file);
	}

	@Test
	void ofPrefixAppendsWorkerOnce() {
		assertThat(this.name.ofPrefix("access_log")).isEqualTo("access_log.worker-1");
		assertThat(this.name.ofPrefix("access.")).isEqualTo("access..worker-1");
		assertThat(this.name.ofPrefix("access_log.worker-1")).isEqualTo("access_log.worker-1");
	}

	@Test
	void ofFolderAppendsFolderOnce() {
		assertThat(this.name.ofFolder("sessions/")).isEqualTo("sessions/worker-1");
		assertThat(this.name.ofFolder("sessions/worker-1")).isEqualTo("sessions/worker-1");
	}

	@ParameterizedTest
	@CsvSource({ "app.%d{yyyy.MM.dd}, app.%d{yyyy.MM.dd}.worker-1",
			"app.%d{yyyy.MM.dd}.gz, app.%d{yyyy.MM.dd}.worker-1.gz", "app-%d.%i.log.gz, app-%d.%i.log.worker-1.gz",
			"app.worker-1.log.%i.gz, app.worker-1.log.%i.gz", "app.worker-11.%i.gz, app.worker-11.%i.worker-1.gz" })
	void ofPatternKeepsPlaceholdersWhole(String pattern, String expected) {
		assertThat(this.name.ofPattern(pattern)).isEqualTo(expected);
	}

}
