package io.clusterboot.scheduling;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

import io.clusterboot.member.LeaderGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderScheduling} in an application that was processed ahead of time,
 * when nothing was a worker.
 */
@CompileWithForkedClassLoader
class LeaderSchedulingAotTests {

	private final LeaderGate gate = new LeaderGate(() -> {
	});

	@Test
	void whenWorkerRunsInTheLeader() {
		run((context) -> context.addBeanFactoryPostProcessor(new LeaderScheduling(this.gate, true)), (context) -> {
			assertThat(context.getBean(ScheduledAnnotationBeanPostProcessor.class))
				.isInstanceOf(LeaderScheduledProcessor.class);
			assertThat(context.getBean(Application.class).ran(100)).isFalse();
			this.gate.open();
			assertThat(context.getBean(Application.class).ran(5000)).isTrue();
		});
	}

	@Test
	void whenSingleProcessRunsAsAlways() {
		run((context) -> {
		}, (context) -> assertThat(context.getBean(Application.class).ran(5000)).isTrue());
	}

	@SuppressWarnings("unchecked")
	private void run(Consumer<GenericApplicationContext> role, Consumer<GenericApplicationContext> check) {
		TestGenerationContext generated = new TestGenerationContext();
		ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(atBuildTime(), generated);
		generated.writeGeneratedContent();
		TestCompiler.forSystem().with(generated).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext(new DefaultListableBeanFactory())) {
				role.accept(context);
				compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()).initialize(context);
				context.refresh();
				check.accept(context);
			}
		});
	}

	private GenericApplicationContext atBuildTime() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Application.class);
		return context;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Application {

		private final CountDownLatch ran = new CountDownLatch(1);

		@Scheduled(fixedRate = 3_600_000)
		void run() {
			this.ran.countDown();
		}

		boolean ran(long milliseconds) {
			try {
				return this.ran.await(milliseconds, TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}

	}

}
