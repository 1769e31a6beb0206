package io.clusterboot.context;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallStack}.
 */
class CallStackTests {

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.loader.launch.JarLauncher", "com.example.MainKt",
			"com.example.Application$Companion" })
	void startsAtMainWhenLauncherCalledMainIsTrue(String outermost) {
		List<StackTraceElement> frames = List.of(RunFixture.element("com.example.Application", "start"),
				RunFixture.element(outermost, "main"));
		assertThat(new CallStack("main", "", frames).startsAtMain()).isTrue();
	}

	@Test
	void startsAtMainWhenMainIsNotOutermostIsFalse() {
		List<StackTraceElement> frames = List.of(RunFixture.element("com.example.Application", "main"),
				RunFixture.element("org.springframework.boot.devtools.restart.RestartLauncher", "run"));
		assertThat(new CallStack("main", "", frames).startsAtMain()).isFalse();
	}

	@Test
	void startsAtMainWhenStackIsEmptyIsFalse() {
		assertThat(new CallStack("main", "", List.of()).startsAtMain()).isFalse();
	}

	@Test
	void currentDescribesCallingThread() {
		CallStack stack = CallStack.current();
		assertThat(stack.thread()).isEqualTo(Thread.currentThread().getName());
		assertThat(stack.hasMethod(CallStackTests.class.getName(), "currentDescribesCallingThread")).isTrue();
		assertThat(stack.hasClass("org.junit.")).isTrue();
		assertThat(stack.contextClassLoader())
			.isEqualTo(Thread.currentThread().getContextClassLoader().getClass().getName());
	}

	@Test
	void currentWhenStackIsDeepHasOutermostFrame() {
		CallStack stack = CompletableFuture.supplyAsync(() -> deep(2000), (task) -> start(task)).join();
		assertThat(stack.frames()).hasSizeGreaterThan(2000);
		assertThat(stack.frames().get(stack.frames().size() - 1).getClassName()).isEqualTo("java.lang.Thread");
		assertThat(stack.startsAtMain()).isFalse();
	}

	@Test
	void currentWhenNoContextClassLoaderHasNoName() {
		CallStack stack = CompletableFuture.supplyAsync(() -> {
			Thread.currentThread().setContextClassLoader(null);
			return CallStack.current();
		}, (task) -> start(task)).join();
		assertThat(stack.contextClassLoader()).isEmpty();
	}

	private CallStack deep(int depth) {
		return (depth == 0) ? CallStack.current() : deep(depth - 1);
	}

	private void start(Runnable task) {
		Thread thread = new Thread(task, "main");
		thread.setDaemon(true);
		thread.start();
	}

}
