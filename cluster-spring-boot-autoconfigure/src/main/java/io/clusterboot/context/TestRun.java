package io.clusterboot.context;

import java.util.Arrays;
import java.util.List;

import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Tells whether a test runs the application.
 */
final class TestRun {

	private static final List<String> CALLERS = List.of("org.junit.", "junit.", "org.testng.", "cucumber.",
			"io.cucumber.", "io.kotest.", "org.spockframework.", "org.scalatest.", "org.apache.maven.surefire.",
			"org.springframework.boot.test.", "org.springframework.test.");

	private TestRun() {
	}

	static boolean isTest(ApplicationRun run) {
		return isCalledByTest(run.stack()) || isOnTestThread(run.stack()) || hasTestProperty(run);
	}

	private static boolean isCalledByTest(CallStack stack) {
		return CALLERS.stream().anyMatch(stack::hasClass);
	}

	private static boolean isOnTestThread(CallStack stack) {
		return stack.thread().equals("Test worker");
	}

	// Spring Boot sets "<class name of the bootstrapper>=true" for @SpringBootTest and
	// for
	// each slice, to keep their contexts apart.
	private static boolean hasTestProperty(ApplicationRun run) {
		return run.environment().getPropertySources().stream().anyMatch(TestRun::namesBootstrapper);
	}

	private static boolean namesBootstrapper(PropertySource<?> source) {
		return source instanceof EnumerablePropertySource<?> enumerable && Arrays.stream(enumerable.getPropertyNames())
			.anyMatch((name) -> name.endsWith("TestContextBootstrapper"));
	}

}
