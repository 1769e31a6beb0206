package io.clusterboot.context;

import java.nio.file.Path;

import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the log file of a worker, in real runs of an application.
 */
class WorkerLogFileTests {

	@RegisterExtension
	private final WorkerSystemProperties worker = new WorkerSystemProperties();

	@TempDir
	private Path folder;

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	@BeforeEach
	void forgetEarlierRuns() {
		this.logging.cleanUp();
	}

	@AfterEach
	void restoreLogging() {
		for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
			System.clearProperty(property.getEnvironmentVariableName());
		}
		this.logging.cleanUp();
		this.logging.beforeInitialize();
		this.logging.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
		this.logging.cleanUp();
	}

	@Test
	void runWhenWorkerLogsIntoFileOfItsOwn() {
		this.worker.set(2, 1);
		run("--logging.file.name=" + this.folder.resolve("app.log"));
		assertThat(this.folder.resolve("app.worker-1.log")).content().contains("Written by the test");
		assertThat(this.folder.resolve("app.log")).doesNotExist();
	}

	@Test
	void runWhenWorkerAndOnlyFolderConfiguredLogsIntoFileOfItsOwn() {
		this.worker.set(1, 0);
		run("--logging.file.path=" + this.folder, "--logging.structured.format.file=ecs");
		assertThat(this.folder.resolve("spring.worker-0.log")).content()
			.contains("Written by the test", "\"@timestamp\"");
		assertThat(this.folder.resolve("spring.log")).doesNotExist();
	}

	@Test
	void runWhenNoWorkerLogsIntoConfiguredFile() {
		run("--logging.file.name=" + this.folder.resolve("app.log"));
		assertThat(this.folder.resolve("app.log")).content().contains("Written by the test");
		assertThat(this.folder).isDirectoryNotContaining("glob:**worker*");
	}

	private void run(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			LogFactory.getLog(context.getClass()).info("Written by the test");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

}
