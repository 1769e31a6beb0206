package io.clusterboot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.clusterboot.socket.ListenerSource;
import io.clusterboot.web.ListenerDrain;
import io.clusterboot.web.OtherListenersCheck;
import io.clusterboot.web.RequestCounters;
import io.clusterboot.web.SessionWarning;
import io.clusterboot.web.SharedPort;
import io.clusterboot.web.SharedPortProtocol;
import io.clusterboot.web.SharedPortRuntimeHints;
import io.clusterboot.web.SharedPortTomcatCustomizer;
import io.clusterboot.web.UnsupportedWebServerCustomizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link ClusterWebAutoConfiguration}.
 */
class ClusterWebAutoConfigurationTests {

	private static final String TOMCAT = "org.springframework.boot.tomcat.";

	private static final String JETTY = "org.springframework.boot.jetty.";

	private String server = TOMCAT;

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	@AfterEach
	void close() {
		this.contexts.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void registersBeans() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClusterWebAutoConfiguration.class))
			.run((context) -> {
				assertThat(context).hasSingleBean(SharedPortTomcatCustomizer.class)
					.hasSingleBean(UnsupportedWebServerCustomizer.class)
					.hasSingleBean(OtherListenersCheck.class)
					.hasSingleBean(RequestCounters.class)
					.hasSingleBean(ListenerDrain.class)
					.hasSingleBean(ListenerSource.class)
					.hasSingleBean(SessionWarning.class);
				assertThat(context.getBean(SharedPort.class).isShared()).isFalse();
			});
	}

	@Test
	void registersNoTomcatBeansWhenTomcatIsAbsent() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClusterWebAutoConfiguration.class))
			.withClassLoader(
					new FilteredClassLoader(TomcatWebServerFactory.class.getPackageName(), "org.apache.catalina"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SharedPortTomcatCustomizer.class)
				.hasSingleBean(UnsupportedWebServerCustomizer.class));
	}

	@Test
	void registersNoWebBeansWhenApplicationIsNoWebApplication() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClusterWebAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(WebServerFactory.class.getPackageName(),
					TomcatWebServerFactory.class.getPackageName(), JettyWebServerFactory.class.getPackageName(),
					NettyReactiveWebServerFactory.class.getPackageName(), "jakarta.servlet", "org.apache.catalina"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(UnsupportedWebServerCustomizer.class)
				.doesNotHaveBean(SessionWarning.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { TOMCAT, JETTY })
	void runWhenTwoWorkersShareMainAndManagementPortBothServe(String server) throws Exception {
		this.server = server;
		ConfigurableApplicationContext first = run(true, "server.port=0", "management.server.port=0");
		String port = port(first, "local.server.port");
		String managementPort = port(first, "local.management.port");
		ConfigurableApplicationContext second = run(true, "server.port=" + port,
				"management.server.port=" + managementPort);
		assertThat(managementPort).isNotEqualTo(port);
		assertThat(port(second, "local.management.port")).isEqualTo(managementPort);
		RequestCounters counters = first.getBean(RequestCounters.class);
		RequestCounters others = second.getBean(RequestCounters.class);
		for (int i = 0; i < 40; i++) {
			assertThat(get(managementPort, "/actuator/health")).contains("UP");
		}
		assertThat(counters.totalRequests() + others.totalRequests()).isZero();
		assertThat(counters.connections() + others.connections()).isZero();
		for (int i = 0; i < 40; i++) {
			assertThat(get(port, "/thread")).contains("Thread");
		}
		assertThat(counters.totalRequests() + others.totalRequests()).isEqualTo(40);
		assertThat(counters.totalRequests()).isBetween(1L, 39L);
	}

	@ParameterizedTest
	@ValueSource(strings = { TOMCAT, JETTY })
	void runWhenNoWorkerKeepsPortToItself(String server) {
		this.server = server;
		ConfigurableApplicationContext first = run(false, "server.port=0");
		assertThatException().isThrownBy(() -> run(true, "server.port=" + port(first, "local.server.port")))
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("is already in use"));
	}

	@Test
	void runWhenManagementPortIsTakenByNoWorkerThrows() {
		ConfigurableApplicationContext first = run(false, "server.port=0", "management.server.port=0");
		String managementPort = port(first, "local.management.port");
		assertThatException().isThrownBy(() -> run(true, "server.port=0", "management.server.port=" + managementPort))
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("is already in use"));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void runWhenVirtualThreadsAreOnServesOnThem() throws Exception {
		ConfigurableApplicationContext context = run(true, "server.port=0", "spring.threads.virtual.enabled=true");
		assertThat(get(port(context, "local.server.port"), "/thread")).contains("VirtualThread");
	}

	@Test
	void registersFailureAnalyzers() {
		List<String> names = SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
			.load(FailureAnalyzer.class, (type, name, failure) -> {
			})
			.stream()
			.map((analyzer) -> analyzer.getClass().getSimpleName())
			.toList();
		assertThat(names).contains("UnshareableConnectorFailureAnalyzer", "UnshareableListenerFailureAnalyzer",
				"UnsupportedWebServerFailureAnalyzer");
	}

	@Test
	void registersHintsForProtocol() throws Exception {
		RuntimeHints hints = new RuntimeHints();
		new SharedPortRuntimeHints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(SharedPortProtocol.class.getDeclaredConstructor())).accepts(hints);
	}

	private ConfigurableApplicationContext run(boolean worker, String... properties) {
		SpringApplication application = new SpringApplication(worker ? WorkerApplication.class : Application.class);
		List<String> arguments = new ArrayList<>();
		arguments.add("--spring.autoconfigure.exclude=" + String.join(",", configurationsOfOthers()));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new));
		this.contexts.add(context);
		return context;
	}

	/**
	 * Return what would start another server: the class path has them all.
	 */
	private List<String> configurationsOfOthers() {
		return ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith(TOMCAT) || name.startsWith(JETTY))
			.filter((name) -> !name.startsWith(this.server))
			.toList();
	}

	private String port(ConfigurableApplicationContext context, String property) {
		return context.getEnvironment().getRequiredProperty(property);
	}

	private String get(String port, String path) throws IOException {
		URLConnection connection = URI.create("http://localhost:" + port + path).toURL().openConnection();
		connection.setRequestProperty("Connection", "close");
		try (InputStream input = connection.getInputStream()) {
			return new String(input.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@GetMapping("/thread")
		String thread() {
			return Thread.currentThread().toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WorkerApplication extends Application {

		@Bean
		SharedPort sharedPort() {
			return new SharedPort(true);
		}

	}

}
