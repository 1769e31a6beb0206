package io.clusterboot.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.example.components.ComponentApplication;
import com.example.components.FoundComponent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PrimaryStartup}, in runs that are abandoned before they fork.
 */
class PrimaryStartupTests {

	private static final String AOT = "spring.aot.enabled";

	private final List<String> events = new ArrayList<>();

	/**
	 * Started before their context is.
	 */
	private final List<Primary> ahead = new ArrayList<>();

	private SpringApplication application = new SpringApplication(WorkersConfiguration.class);

	private @Nullable PrimaryStartup startup;

	@AfterEach
	void release() {
		if (this.startup != null) {
			this.startup.failed();
		}
	}

	@Test
	void runHasNoBeanDefinitionOfTheApplication() {
		ConfigurableApplicationContext context = run();
		assertThat(context).isExactlyInstanceOf(GenericApplicationContext.class);
		assertThat(context.getBeanDefinitionNames()).containsExactly(PrimaryLifecycle.class.getName());
	}

	@Test
	void runForksTheFirstWorkerWhileItsContextStarts() {
		run();
		assertThat(this.ahead).hasSize(1);
	}

	@Test
	void runWhenComponentMayHaveASayForksWhenItsContextHasStarted() {
		this.application = new SpringApplication(ComponentApplication.class);
		ConfigurableApplicationContext context = run();
		assertThat(context.getBeanFactory().getBeanNamesForType(FoundComponent.class)).hasSize(1);
		assertThat(this.ahead).isEmpty();
	}

	@Test
	void runWhenAdminIsEnabledRegistersItToo() {
		ConfigurableApplicationContext context = run("--spring.application.admin.enabled=true");
		assertThat(context.getBeanDefinitionNames()).hasSize(2).anyMatch((name) -> name.contains("Admin"));
	}

	@Test
	void runWhenManagementPortIsSetRegistersItsServerToo() {
		ConfigurableApplicationContext context = run("--cluster.management.port=0");
		assertThat(context.getBeanDefinitionNames()).containsExactlyInAnyOrder(PrimaryLifecycle.class.getName(),
				PrimaryManagement.class.getName());
		assertThat(this.ahead).isEmpty();
	}

	@Test
	void runWhenGeneratedArtifactsAreUsedLooksForNone() {
		SpringProperties.setProperty(AOT, "true");
		try {
			// There is no generated initializer, which Boot would fail to find
			ConfigurableApplicationContext context = run();
			assertThat(context.getBeanDefinitionNames()).containsExactly(PrimaryLifecycle.class.getName());
		}
		finally {
			SpringProperties.setProperty(AOT, null);
		}
	}

	@Test
	void runKeepsListenersAndInitializersOfTheApplicationFromTheContext() {
		this.application.addListeners(new ApplicationsListener());
		this.application.addInitializers(new ApplicationsInitializer());
		ConfigurableApplicationContext context = run();
		// Boot tells the listeners that it knew before there was a role until then
		assertThat(this.events).containsExactly("ApplicationEnvironmentPreparedEvent",
				"ApplicationContextInitializedEvent", "ApplicationPreparedEvent");
		assertThat(((GenericApplicationContext) context).getApplicationListeners())
			.noneMatch(ApplicationsListener.class::isInstance);
		assertThat(this.application.getListeners()).isNotEmpty()
			.allMatch((listener) -> listener.getClass().getName().startsWith("org.springframework.boot."));
		assertThat(this.application.getInitializers()).isNotEmpty()
			.allMatch((initializer) -> initializer.getClass().getName().startsWith("org.springframework.boot."));
	}

	@Test
	void runWhenApplicationIsLazyOrHasNoShutdownHookDoesItsOwn() {
		ConfigurableEnvironment environment = run("--spring.main.lazy-initialization=true",
				"--spring.main.register-shutdown-hook=false", "--spring.main.web-application-type=servlet")
			.getEnvironment();
		assertThat(environment.getProperty("spring.main.lazy-initialization")).isEqualTo("false");
		assertThat(environment.getProperty("spring.main.register-shutdown-hook")).isEqualTo("true");
		assertThat(this.application.getWebApplicationType()).hasToString("NONE");
	}

	private PrimaryStartup prepare(ConfigurableEnvironment environment) {
		PrimaryStartup startup = new PrimaryStartup(this.application, List.of(), environment, new WorkerCount(2, null),
				(code) -> {
				}, this.ahead::add);
		startup.environmentPrepared();
		this.startup = startup;
		return startup;
	}

	/**
	 * Run the application as the primary until its context is loaded.
	 * @param arguments program arguments
	 * @return the context, never refreshed
	 */
	private ConfigurableApplicationContext run(String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=0"));
		all.addAll(Arrays.asList(arguments));
		List<ConfigurableApplicationContext> contexts = new ArrayList<>();
		assertThatExceptionOfType(SpringApplication.AbandonedRunException.class)
			.isThrownBy(() -> SpringApplication.withHook((application) -> new AbandonedRun(contexts),
					() -> this.application.run(all.toArray(String[]::new))));
		assertThat(contexts).hasSize(1);
		return contexts.get(0);
	}

	/**
	 * Makes a run the primary's and ends it before anything is instantiated.
	 */
	private class AbandonedRun implements SpringApplicationRunListener {

		private final List<ConfigurableApplicationContext> contexts;

		AbandonedRun(List<ConfigurableApplicationContext> contexts) {
			this.contexts = contexts;
		}

		@Override
		public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
				ConfigurableEnvironment environment) {
			prepare(environment);
		}

		@Override
		public void contextLoaded(ConfigurableApplicationContext context) {
			PrimaryStartup startup = PrimaryStartupTests.this.startup;
			assertThat(startup).isNotNull();
			startup.contextLoaded(context);
			this.contexts.add(context);
			throw new SpringApplication.AbandonedRunException(context);
		}

	}

	/**
	 * A listener of the application.
	 */
	private final class ApplicationsListener implements ApplicationListener<SpringApplicationEvent> {

		@Override
		public void onApplicationEvent(SpringApplicationEvent event) {
			if (!(event instanceof ApplicationStartingEvent)) {
				PrimaryStartupTests.this.events.add(event.getClass().getSimpleName());
			}
		}

	}

	/**
	 * An initializer of the application.
	 */
	private final class ApplicationsInitializer
			implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			PrimaryStartupTests.this.events.add("initializer");
		}

	}

	/**
	 * Stands for an application whose beans belong to the workers.
	 */
	@Configuration(proxyBeanMethods = false)
	static class WorkersConfiguration {

		@Bean
		String bean() {
			return "of the application";
		}

	}

}
