package io.clusterboot.context;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerFileOverrides}.
 */
class WorkerFileOverridesTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final SpringApplication application = new SpringApplication(Object.class);

	@AfterEach
	void clearSystemProperties() {
		System.clearProperty("PIDFILE");
	}

	@Test
	void addToWhenNothingConfiguredAddsNothing() {
		assertThat(overrides()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "logging.file.name, logs/app.log, logs/app.worker-2.log",
			"logging.file.name, logs/app.json, logs/app.worker-2.json", "logging.file.name, /dev/stdout, /dev/stdout",
			"logging.file.path, /var/log, /var/log/spring.worker-2.log",
			"logging.file.path, logs/, logs/spring.worker-2.log" })
	void addToRenamesLogFile(String key, String value, String expected) {
		set(key, value);
		assertThat(overrides()).containsOnly(Map.entry("logging.file.name", expected));
	}

	@Test
	void addToWhenLogFileAndPathPrefersFile() {
		set("logging.file.path", "/var/log");
		set("logging.file.name", "${logging.file.path}/app.log");
		assertThat(overrides()).containsOnly(Map.entry("logging.file.name", "/var/log/app.worker-2.log"));
	}

	@Test
	void addToWhenEnvironmentVariableRenamesLogFile() {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("LOGGING_FILE_NAME", "app.log", "SPRING_PID_FILE", "app.pid")));
		assertThat(overrides()).containsOnly(Map.entry("logging.file.name", "app.worker-2.log"),
				Map.entry("spring.pid.file", "app.worker-2.pid"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "logging.logback.rollingpolicy.file-name-pattern",
			"logging.log4j2.rollingpolicy.file-name-pattern" })
	void addToRenamesArchivesOfLogUnlessNamedAfterLogFile(String key) {
		set(key, "${LOG_FILE}.%d.gz");
		assertThat(overrides()).isEmpty();
		set(key, "archive/app-%d{yyyy-MM-dd}.%i.gz");
		assertThat(overrides()).containsOnly(Map.entry(key, "archive/app-%d{yyyy-MM-dd}.%i.worker-2.gz"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.pid.file", "spring.pidFile", "spring.pidfile" })
	void addToRenamesPidFile(String key) {
		set(key, "run/app.pid");
		assertThat(overrides()).containsOnly(Map.entry("spring.pid.file", "run/app.worker-2.pid"));
	}

	@Test
	void addToWhenPidFileIsSystemPropertyRenamesIt() {
		System.setProperty("PIDFILE", "run/system.pid");
		assertThat(overrides()).containsOnly(Map.entry("spring.pid.file", "run/system.worker-2.pid"));
		set("spring.pid.file", "run/app.pid");
		assertThat(overrides()).containsOnly(Map.entry("spring.pid.file", "run/app.worker-2.pid"));
	}

	@Test
	void addToWhenPidFileIsWrittenByDefaultRenamesIt() {
		this.application.addListeners(new ApplicationPidFileWriter());
		assertThat(overrides()).containsOnly(Map.entry("spring.pid.file", "application.worker-2.pid"));
	}

	@Test
	void addToRenamesAccessLogOfTomcat() {
		set("server.tomcat.accesslog.enabled", "on");
		assertThat(overrides()).containsOnly(Map.entry("server.tomcat.accesslog.prefix", "access_log.worker-2"));
		set("server.tomcat.accesslog.prefix", "requests");
		assertThat(overrides()).containsOnly(Map.entry("server.tomcat.accesslog.prefix", "requests.worker-2"));
	}

	@Test
	void addToWhenAccessLogOfTomcatIsOffOrDeviceAddsNothing() {
		set("server.tomcat.accesslog.prefix", "stdout");
		assertThat(overrides()).isEmpty();
		set("server.tomcat.accesslog.enabled", "true");
		set("server.tomcat.accesslog.directory", "/dev");
		assertThat(overrides()).isEmpty();
	}

	@Test
	void addToRenamesAccessLogOfJetty() {
		set("server.jetty.accesslog.filename", "logs/jetty-yyyy_mm_dd.log");
		assertThat(overrides())
			.containsOnly(Map.entry("server.jetty.accesslog.filename", "logs/jetty-yyyy_mm_dd.worker-2.log"));
	}

	@Test
	void addToMovesPersistentSessions() {
		set("server.servlet.session.store-dir", "sessions");
		assertThat(overrides()).isEmpty();
		set("server.servlet.session.persistent", "true");
		assertThat(overrides()).containsOnly(Map.entry("server.servlet.session.store-dir", "sessions/worker-2"));
	}

	@Test
	void addToWhenNoSessionFolderMovesBelowDefaultOfBoot() {
		set("server.servlet.session.persistent", "true");
		assertThat(overrides().get("server.servlet.session.store-dir")).asString()
			.endsWith("/servlet-sessions/worker-2");
	}

	private void set(String key, String value) {
		this.environment.getPropertySources().addFirst(new MapPropertySource(key, Map.of(key, value)));
	}

	private Map<String, Object> overrides() {
		Map<String, Object> overrides = new LinkedHashMap<>();
		new WorkerFileOverrides(new EnvironmentReader(this.environment), new WorkerFileName(2), this.application)
			.addTo(overrides);
		return overrides;
	}

}
