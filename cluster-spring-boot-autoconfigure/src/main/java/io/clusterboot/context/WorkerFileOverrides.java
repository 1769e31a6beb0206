package io.clusterboot.context;

import java.io.File;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.system.ApplicationTemp;

/**
 * Gives a worker files of its own where all workers would write the same one.
 */
class WorkerFileOverrides {

	private static final String DEFAULT_LOG_FILE_NAME = "spring.log";

	private static final String TOMCAT_ACCESS_LOG = "server.tomcat.accesslog.";

	private static final String JETTY_ACCESS_LOG = "server.jetty.accesslog.filename";

	private static final String SESSION = "server.servlet.session.";

	private final EnvironmentReader reader;

	private final WorkerFileName name;

	private final SpringApplication application;

	WorkerFileOverrides(EnvironmentReader reader, WorkerFileName name, SpringApplication application) {
		this.reader = reader;
		this.name = name;
		this.application = application;
	}

	void addTo(Map<String, Object> overrides) {
		addLogFile(overrides);
		addLogArchive(overrides, "logging.logback.rollingpolicy.file-name-pattern");
		addLogArchive(overrides, "logging.log4j2.rollingpolicy.file-name-pattern");
		addPidFile(overrides);
		addTomcatAccessLog(overrides);
		addJettyAccessLog(overrides);
		addSessionStore(overrides);
	}

	private void addLogFile(Map<String, Object> overrides) {
		String file = logFile();
		if (file != null) {
			overrides.put(LogFile.FILE_NAME_PROPERTY, this.name.of(file));
		}
	}

	private @Nullable String logFile() {
		String file = this.reader.get(LogFile.FILE_NAME_PROPERTY);
		String path = this.reader.get(LogFile.FILE_PATH_PROPERTY);
		return (file != null || path == null) ? file : new File(path, DEFAULT_LOG_FILE_NAME).getPath();
	}

	private void addLogArchive(Map<String, Object> overrides, String key) {
		String pattern = this.reader.get(key);
		// LOG_FILE is the worker's own already.
		if (pattern != null && !pattern.contains("LOG_FILE")) {
			overrides.put(key, this.name.ofPattern(pattern));
		}
	}

	private void addPidFile(Map<String, Object> overrides) {
		String file = this.reader.first("spring.pid.file", "spring.pidfile");
		if (file == null) {
			file = PrimaryPidFile.configuredOutsideTheEnvironment();
		}
		if (file == null && PrimaryPidFile.isWrittenBy(this.application)) {
			file = PrimaryPidFile.DEFAULT_FILE_NAME;
		}
		if (file != null) {
			overrides.put("spring.pid.file", this.name.of(file));
		}
	}

	private void addTomcatAccessLog(Map<String, Object> overrides) {
		String folder = this.reader.get(TOMCAT_ACCESS_LOG + "directory");
		boolean device = folder != null && WorkerFileName.isDevice(folder);
		if (this.reader.isTrue(TOMCAT_ACCESS_LOG + "enabled") && !device) {
			String prefix = this.reader.get(TOMCAT_ACCESS_LOG + "prefix");
			overrides.put(TOMCAT_ACCESS_LOG + "prefix", this.name.ofPrefix((prefix != null) ? prefix : "access_log"));
		}
	}

	private void addJettyAccessLog(Map<String, Object> overrides) {
		String file = this.reader.get(JETTY_ACCESS_LOG);
		if (file != null) {
			overrides.put(JETTY_ACCESS_LOG, this.name.of(file));
		}
	}

	private void addSessionStore(Map<String, Object> overrides) {
		if (this.reader.isTrue(SESSION + "persistent")) {
			String folder = this.reader.get(SESSION + "store-dir");
			overrides.put(SESSION + "store-dir", this.name.ofFolder((folder != null) ? folder : defaultSessionStore()));
		}
	}

	private String defaultSessionStore() {
		return new ApplicationTemp().getDir("servlet-sessions").getPath();
	}

}
