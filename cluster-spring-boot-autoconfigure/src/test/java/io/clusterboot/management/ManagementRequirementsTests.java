package io.clusterboot.management;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link ManagementRequirements}, its exception and its failure analyzer.
 */
class ManagementRequirementsTests {

	@Test
	void checkWhenAllIsThereDoesNothing() {
		assertThatNoException().isThrownBy(() -> ManagementRequirements.check(getClass().getClassLoader()));
	}

	@ParameterizedTest
	@CsvSource({ "com.sun.net.httpserver, jdk.httpserver",
			"org.springframework.boot.actuate, spring-boot-starter-actuator",
			"org.springframework.boot.health, spring-boot-starter-actuator" })
	void checkWhenSomethingIsMissingNamesIt(String packageName, String missing) {
		ManagementUnavailableException ex = catchThrowableOfType(ManagementUnavailableException.class,
				() -> ManagementRequirements.check(new FilteredClassLoader(packageName)));
		FailureAnalysis analysis = new ManagementUnavailableFailureAnalyzer().analyze(ex);
		assertThat(analysis.getDescription()).contains("'cluster.management.port' is set");
		assertThat(analysis.getAction()).startsWith("Add ").contains(missing);
	}

	@Test
	void withoutJsonNamesALibrary() {
		FailureAnalysis analysis = new ManagementUnavailableFailureAnalyzer()
			.analyze(ManagementUnavailableException.withoutJson());
		assertThat(analysis.getAction()).contains("spring-boot-starter-jackson");
	}

}
