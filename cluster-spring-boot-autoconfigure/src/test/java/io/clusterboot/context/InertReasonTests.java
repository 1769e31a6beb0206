package io.clusterboot.context;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.ParentContextApplicationContextInitializer;
import org.springframework.boot.web.servlet.support.ServletContextApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.web.MockServletContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InertReason}.
 */
class InertReasonTests {

	private final RunFixture fixture = new RunFixture();

	@AfterEach
	void clearProperties() {
		System.clearProperty("spring.aot.processing");
		SpringProperties.setProperty("spring.context.exit", null);
		SpringProperties.setProperty("spring.context.checkpoint", null);
	}

	@Test
	void ofWhenPlainWebApplicationIsNull() {
		assertThat(InertReason.of(this.fixture.run())).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.test.context.SpringBootTestContextBootstrapper",
			"org.springframework.boot.webmvc.test.autoconfigure.WebMvcTestContextBootstrapper" })
	void ofWhenTestBootstrapperIsNamedIsTest(String bootstrapper) {
		this.fixture.property(bootstrapper, "true");
		assertReason(InertReason.TEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.junit.platform.launcher.core.LauncherAdapter", "org.testng.TestRunner",
			"io.cucumber.core.runner.Runner", "cucumber.runtime.Runner",
			"org.springframework.boot.test.context.SpringBootContextLoader" })
	void ofWhenTestFrameworkCallsIsTest(String caller) {
		this.fixture.frame(caller, "invoke").frame("com.example.Runner", "main");
		assertReason(InertReason.TEST);
	}

	@Test
	void ofWhenSurefireIsOutermostIsTest() {
		this.fixture.frame("org.apache.maven.surefire.booter.ForkedBooter", "main");
		assertReason(InertReason.TEST);
	}

	@Test
	void ofWhenOnGradleTestThreadIsTest() {
		this.fixture.thread("Test worker").frame("worker.org.gradle.process.internal.worker.GradleWorkerMain", "main");
		assertReason(InertReason.TEST);
	}

	@Test
	void ofWhenAotProcessingPropertyIsAotProcessing() {
		System.setProperty("spring.aot.processing", "true");
		assertReason(InertReason.AOT_PROCESSING);
	}

	@Test
	void ofWhenCalledByAotProcessorIsAotProcessing() {
		this.fixture.frame("org.springframework.boot.SpringApplicationAotProcessor", "main");
		assertReason(InertReason.AOT_PROCESSING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.context.exit", "spring.context.checkpoint" })
	void ofWhenContextEndsOnRefreshIsTraining(String key) {
		SpringProperties.setProperty(key, "onrefresh");
		assertReason(InertReason.TRAINING);
	}

	@Test
	void ofWhenJvmTrainsIsTraining() {
		this.fixture.arguments("-Xmx1g", "-XX:AOTCacheOutput=app.aot");
		assertReason(InertReason.TRAINING);
	}

	@Test
	void ofWhenFromWithIsAugmented() {
		this.fixture.innerFrame("org.springframework.boot.SpringApplication", "withHook")
			.innerFrame("org.springframework.boot.SpringApplication$Augmented", "run");
		assertReason(InertReason.AUGMENTED);
	}

	@Test
	void ofWhenWithHookIsHooked() {
		this.fixture.innerFrame("org.springframework.boot.SpringApplication", "withHook");
		assertReason(InertReason.HOOKED);
	}

	@Test
	void ofWhenServletContextInitializerIsWar() {
		this.fixture.application
			.addInitializers(new ServletContextApplicationContextInitializer(new MockServletContext()));
		assertReason(InertReason.WAR);
	}

	@Test
	void ofWhenServletInitializerCallsIsWar() {
		this.fixture
			.innerFrame("org.springframework.boot.web.servlet.support.SpringBootServletInitializer", "onStartup")
			.frame("org.apache.catalina.startup.Bootstrap", "main");
		assertReason(InertReason.WAR);
	}

	@Test
	void ofWhenRestartedThreadIsDevTools() {
		this.fixture.thread("restartedMain");
		assertReason(InertReason.DEVTOOLS);
	}

	@Test
	void ofWhenRestartClassLoaderIsDevTools() {
		this.fixture.contextClassLoader("org.springframework.boot.devtools.restart.classloader.RestartClassLoader");
		assertReason(InertReason.DEVTOOLS);
	}

	@ParameterizedTest
	@CsvSource({ "bootstrap, CLOUD_BOOTSTRAP", "refreshArgs, CLOUD_REFRESH" })
	void ofWhenSpringCloudPropertySourceIsCloud(String propertySource, InertReason expected) {
		this.fixture.application.setWebApplicationType(WebApplicationType.NONE);
		this.fixture.environment.getPropertySources().addFirst(new MapPropertySource(propertySource, Map.of()));
		assertReason(expected);
	}

	@Test
	void ofWhenBuilderRunsUpperContextIsHierarchy() {
		this.fixture.application.setWebApplicationType(WebApplicationType.NONE);
		this.fixture.innerFrame("org.springframework.boot.builder.SpringApplicationBuilder",
				"configureAsChildIfNecessary");
		assertReason(InertReason.HIERARCHY);
	}

	@Test
	void ofWhenBuilderRunsOnlyContextIsNull() {
		this.fixture.innerFrame("org.springframework.boot.builder.SpringApplicationBuilder", "run");
		assertThat(InertReason.of(this.fixture.run())).isNull();
	}

	@Test
	void ofWhenContextHasUpperContextIsHierarchy() {
		this.fixture.application
			.addInitializers(new ParentContextApplicationContextInitializer(new GenericApplicationContext()));
		assertReason(InertReason.HIERARCHY);
	}

	@Test
	void ofWhenTypeIsNoneIsNotWeb() {
		this.fixture.application.setWebApplicationType(WebApplicationType.NONE);
		assertReason(InertReason.NOT_WEB);
	}

	@Test
	void ofWhenTypePropertyIsNoneIsNotWeb() {
		this.fixture.property("spring.main.web-application-type", "none");
		assertReason(InertReason.NOT_WEB);
	}

	@Test
	void ofWhenTypePropertyOverridesNoneIsNull() {
		this.fixture.application.setWebApplicationType(WebApplicationType.NONE);
		this.fixture.property("spring.main.web-application-type", "servlet");
		assertThat(InertReason.of(this.fixture.run())).isNull();
	}

	@Test
	void ofWhenPortIsNegativeIsNoPort() {
		this.fixture.property("server.port", "-1");
		assertReason(InertReason.NO_PORT);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 8080 })
	void ofWhenPortIsNotNegativeIsNull(int port) {
		this.fixture.property("server.port", port);
		assertThat(InertReason.of(this.fixture.run())).isNull();
	}

	@Test
	void ofWhenThreadIsNotMainIsNotMain() {
		this.fixture.thread("pool-1-thread-1");
		assertReason(InertReason.NOT_MAIN);
	}

	@Test
	void ofWhenOutermostMethodIsNotMainIsNotMain() {
		this.fixture.frame("org.apache.commons.daemon.support.DaemonLoader", "start");
		assertReason(InertReason.NOT_MAIN);
	}

	@Test
	void ofWhenSeveralApplyIsTheCause() {
		this.fixture.thread("restartedMain").property("server.port", "-1");
		assertReason(InertReason.DEVTOOLS);
	}

	@Test
	void isSideRunWhenOnlyTheJvmIsSpecialIsFalse() {
		this.fixture.thread("other").frame("org.junit.Runner", "run").arguments("-XX:AOTCacheOutput=app.aot");
		assertThat(InertReason.isSideRun(this.fixture.run())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "bootstrap", "refreshArgs" })
	void isSideRunWhenSpringCloudIsTrue(String propertySource) {
		this.fixture.environment.getPropertySources().addFirst(new MapPropertySource(propertySource, Map.of()));
		assertThat(InertReason.isSideRun(this.fixture.run())).isTrue();
	}

	@Test
	void isSideRunWhenContextHasUpperContextIsTrue() {
		this.fixture.application
			.addInitializers(new ParentContextApplicationContextInitializer(new GenericApplicationContext()));
		assertThat(InertReason.isSideRun(this.fixture.run())).isTrue();
	}

	private void assertReason(InertReason expected) {
		assertThat(InertReason.of(this.fixture.run())).isEqualTo(expected);
	}

}
