package io.clusterboot.context;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.mock.env.MockEnvironment;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.supervisor.RecycleSettings;
import io.clusterboot.supervisor.SupervisorSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimarySettings}.
 */
class PrimarySettingsTests {

	private final SpringApplication application = new SpringApplication(Object.class);

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void supervisionWhenNothingIsSetHasDefaults() {
		assertThat(settings().supervision()).isEqualTo(new SupervisorSettings(2, true,
				Runtime.getRuntime().availableProcessors(), Duration.ofMinutes(2), Duration.ofMillis(200),
				Duration.ofSeconds(30), true, 5, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(30), true, Duration.ofSeconds(35), Duration.ofSeconds(2), Duration.ofSeconds(10),
				Duration.ofSeconds(10), Duration.ofMinutes(5), RecycleSettings.NEVER));
	}

	@Test
	void supervisionHasWhatIsSet() {
		set("startup.order", "parallel").set("startup.parallelism", "3").set("startup.timeout", "41s");
		set("restart.initial-backoff", "42ms").set("restart.max-backoff", "43s").set("restart.enabled", "false");
		set("restart.limit", "44").set("restart.period", "45s").set("shutdown.timeout", "46s");
		set("heartbeat.interval", "47ms").set("heartbeat.park-after", "48ms").set("heartbeat.timeout", "49s");
		set("slow-start", "50s").set("reload.timeout", "51s").set("recycle.max-lifetime", "52h");
		set("refuse-after", "55s").set("recycle.max-requests", "53").set("recycle.max-heap-after-gc", "54KB");
		assertThat(settings().supervision()).isEqualTo(new SupervisorSettings(2, false, 3, Duration.ofSeconds(41),
				Duration.ofMillis(42), Duration.ofSeconds(43), false, 44, Duration.ofSeconds(45), Duration.ofMillis(47),
				Duration.ofMillis(48), Duration.ofSeconds(49), true, Duration.ofSeconds(46), Duration.ofSeconds(2),
				Duration.ofSeconds(50), Duration.ofSeconds(55), Duration.ofSeconds(51),
				new RecycleSettings(Duration.ofHours(52), 53L, 54 * 1024L)));
	}

	@Test
	void cacheHasWhatIsSetAndTheLargestHeap() {
		assertThat(settings().cache().enabled()).isTrue();
		assertThat(settings().cache().folder()).isNull();
		set("jvm.cache", "/var/cache/app").set("jvm.args", "-Xmx40g,-XX:+UseG1GC");
		assertThat(settings().cache().folder()).hasToString("/var/cache/app");
		assertThat(settings().cache().options()).contains("-XX:+UseG1GC").endsWith("-Xmx" + (40L << 30));
		set("jvm.cache", "off").set("jvm.args", "").set("jvm.heap", "inherit");
		assertThat(settings().cache().enabled()).isFalse();
		assertThat(settings().cache().options()).endsWith("-Xmx" + Runtime.getRuntime().maxMemory());
	}

	@Test
	void steeringAndWatchWhenNothingIsSetHaveDefaults() {
		assertThat(settings().sharing()).isEqualTo(PortSharing.Wanted.STEERED);
		assertThat(settings().watch()).isFalse();
	}

	@Test
	void steeringAndWatchHaveWhatIsSet() {
		set("steering", "off").set("reload.watch", "true");
		assertThat(settings().sharing()).isEqualTo(PortSharing.Wanted.UNSTEERED);
		assertThat(settings().watch()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "off" })
	void sharingWhenAllShareOneSocketDoesNotDependOnSteering(String steering) {
		set("listen", "shared").set("steering", steering);
		assertThat(settings().sharing()).isEqualTo(PortSharing.Wanted.ONE_SOCKET);
	}

	@Test
	void steeringWhenYamlReadsOffAsFalseIsOff() {
		this.environment.setProperty("cluster.steering", Boolean.FALSE);
		assertThat(settings().sharing()).isEqualTo(PortSharing.Wanted.UNSTEERED);
	}

	@Test
	void shutdownTimeoutWhenPhaseTimeoutIsSetFollowsIt() {
		this.environment.setProperty("spring.lifecycle.timeout-per-shutdown-phase", "1m");
		assertThat(settings().supervision().shutdownTimeout()).isEqualTo(Duration.ofSeconds(65));
	}

	@Test
	void parkAfterWhenNotSetIsAtLeastTwiceTheInterval() {
		set("heartbeat.interval", "1500ms");
		assertThat(settings().supervision().parkAfter()).isEqualTo(Duration.ofSeconds(3));
		set("heartbeat.interval", "500ms");
		assertThat(settings().supervision().parkAfter()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void parkAfterWhenSetIsKept() {
		set("heartbeat.interval", "1500ms").set("heartbeat.park-after", "1600ms");
		assertThat(settings().supervision().parkAfter()).isEqualTo(Duration.ofMillis(1600));
	}

	@Test
	void workersGetArgumentsAndVariables() {
		set("jvm.args[0]", "-Xmx1g").set("jvm.args[1]", "-Dordinal={ordinal}").set("env.COLOUR", "blue");
		assertThat(settings().jvmArgs()).containsExactly("-Xmx1g", "-Dordinal={ordinal}");
		assertThat(settings().environment()).isEqualTo(Map.of("COLOUR", "blue"));
	}

	@Test
	void watchIsOffUnlessSet() {
		assertThat(settings().watch()).isFalse();
		set("reload.watch", "true");
		assertThat(settings().watch()).isTrue();
	}

	@Test
	void workerOptionsKeepTheFilesOfThePrimary() {
		WorkerIdentity worker = new WorkerIdentity(4, 1, 1);
		assertThat(settings().workerOptions().apply(worker)).noneMatch((option) -> option.contains("PIDFILE"));
		this.application.addListeners(new ApplicationPidFileWriter());
		assertThat(settings().workerOptions().apply(worker)).contains("-DPIDFILE=application.worker-1.pid");
	}

	@Test
	void announcementTellsArithmetic() {
		WorkerCount count = new WorkerCount(2, "auto: 2 processors, 24.0 GiB memory allow 40");
		assertThat(settings(count).announcement(4200, 8080))
			.isEqualTo("Primary 4200 starts 2 workers on port 8080 (auto: 2 processors, 24.0 GiB memory allow 40)");
	}

	@Test
	void announcementWhenOneWorkerIsSingular() {
		assertThat(settings(new WorkerCount(1, null)).announcement(4200, 8080))
			.isEqualTo("Primary 4200 starts 1 worker on port 8080");
	}

	private PrimarySettingsTests set(String key, String value) {
		this.environment.setProperty("cluster." + key, value);
		return this;
	}

	private PrimarySettings settings() {
		return settings(new WorkerCount(2, null));
	}

	private PrimarySettings settings(WorkerCount count) {
		return PrimarySettings.of(this.application, List.of(), this.environment, count);
	}

}
