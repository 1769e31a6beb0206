package io.clusterboot.context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterRunListener}. A test is always a single process; what the
 * primary and a worker do with the callbacks is tested where their startups are.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClusterRunListenerTests {

	@Test
	void isRegisteredAndDecidesLast() {
		ClusterRunListener listener = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(SpringApplicationRunListener.class,
					SpringFactoriesLoader.ArgumentResolver.of(SpringApplication.class, new SpringApplication())
						.and(String[].class, new String[0]))
			.stream()
			.filter(ClusterRunListener.class::isInstance)
			.map(ClusterRunListener.class::cast)
			.findFirst()
			.orElseThrow();
		assertThat(listener.getOrder()).isEqualTo(Ordered.LOWEST_PRECEDENCE);
	}

	@Test
	void runWhenSingleTellsReasonAndGoesOn(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("--cluster.workers=4")) {
			assertThat(context.getBeanProvider(Application.class).getIfAvailable()).isNotNull();
		}
		assertThat(output).containsOnlyOnce("Not clustered: ").contains("INFO").contains("running as a test");
	}

	@Test
	void runWhenNobodyAskedIsSilent(CapturedOutput output) {
		run().close();
		assertThat(output).doesNotContain("clustered");
	}

	@Test
	void runWhenSwitchedOffTellsAndValidatesNothing(CapturedOutput output) {
		run("--cluster.workers=many", "--cluster.enabled=false").close();
		assertThat(output).contains("Not clustered: cluster.enabled is false");
	}

	private ConfigurableApplicationContext run(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application.run(arguments);
	}

	/**
	 * A small application.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

}
