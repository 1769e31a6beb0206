package io.clusterboot.context;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Console}.
 */
class ConsoleTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void workerOptionsWhenTerminalColoursOutput() {
		assertThat(new Console(true).workerOptions(this.environment))
			.containsExactly("-Dspring.output.ansi.enabled=always");
	}

	@Test
	void workerOptionsWhenUserDecidedAreNone() {
		this.environment.setProperty("spring.output.ansi.enabled", "never");
		assertThat(new Console(true).workerOptions(this.environment)).isEmpty();
	}

	@Test
	void workerOptionsWhenNoTerminalAreNone() {
		assertThat(new Console(false).workerOptions(this.environment)).isEmpty();
	}

	@Test
	void ofThisJvmWhenNoConsoleIsNoTerminal() {
		// The output of tests goes to the build tool. On JDK 22 and later there is a
		// console all the same.
		assertThat(Console.ofThisJvm().terminal()).isFalse();
	}

}
