package io.clusterboot.context;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoleDecision} in tests of an application.
 */
class RoleInTestsTests {

	private static final String WORKERS = "cluster.workers=4";

	private static final String RECORD = RoleRecorder.ENABLED + "=true";

	@ParameterizedTest
	@ValueSource(classes = { MockWebTests.class, PortTests.class, MainMethodTests.class, SliceTests.class })
	void decideWhenTestOfApplicationIsSingle(Class<?> testClass) throws Exception {
		assertSingle(() -> {
			TestContextManager manager = new TestContextManager(testClass);
			ConfigurableApplicationContext context = (ConfigurableApplicationContext) manager.getTestContext()
				.getApplicationContext();
			assertThat(context.getEnvironment().getProperty("cluster.workers")).isEqualTo("4");
			assertThat(isTestWithoutStack(context.getEnvironment())).isTrue();
			manager.getTestContext().markApplicationContextDirty(null);
		});
	}

	@Test
	void decideWhenTestCallsMainIsSingle() throws Exception {
		assertSingle(() -> Application.main("--" + WORKERS, "--" + RECORD, "--spring.main.web-application-type=none"));
	}

	private void assertSingle(Action action) throws Exception {
		RoleRecorder.ROLES.clear();
		action.run();
		assertThat(RoleRecorder.ROLES).containsExactly(new Role.Single("running as a test", false));
	}

	// This class is called by JUnit, which alone would do: a test whose thread shows
	// nothing of that is recognized by its environment.
	private boolean isTestWithoutStack(ConfigurableEnvironment environment) {
		CallStack stack = new CallStack("main", "", List.of(RunFixture.element("com.example.Application", "main")));
		return TestRun.isTest(new ApplicationRun(new SpringApplication(), environment, stack, JvmArguments::current));
	}

	/**
	 * Something that may fail.
	 */
	private interface Action {

		void run() throws Exception;

	}

	@SpringBootTest(classes = Application.class, properties = { WORKERS, RECORD })
	static class MockWebTests {

	}

	@SpringBootTest(classes = Application.class,
			properties = { WORKERS, RECORD, "spring.main.web-application-type=none" },
			webEnvironment = WebEnvironment.RANDOM_PORT)
	static class PortTests {

	}

	@SpringBootTest(classes = Application.class, properties = { WORKERS, RECORD }, useMainMethod = UseMainMethod.ALWAYS)
	static class MainMethodTests {

	}

	@ContextConfiguration(classes = Application.class)
	@WebMvcTest(properties = { WORKERS, RECORD })
	static class SliceTests {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Application {

		static void main(String... args) {
			SpringApplication.run(Application.class, args);
		}

	}

}
