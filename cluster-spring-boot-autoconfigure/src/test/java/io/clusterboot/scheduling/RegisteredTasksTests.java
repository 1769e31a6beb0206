package io.clusterboot.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint.ScheduledTasksDescriptor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

import io.clusterboot.OnEveryWorker;
import io.clusterboot.member.LeaderGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderScheduling} and tasks registered by a
 * {@link SchedulingConfigurer}.
 */
class RegisteredTasksTests {

	private static final List<String> REGISTERED = List.of("rate", "delay", "trigger", "once", "cron", "at once");

	private final LeaderGate gate = new LeaderGate(() -> {
	});

	private LeaderScheduling scheduling = new LeaderScheduling(this.gate, true);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.addBeanFactoryPostProcessor(this.scheduling))
		.withUserConfiguration(Registering.class);

	@Test
	void registerWhenNotLeaderRunsNone() {
		this.gate.close();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			ticks.await("every", 120);
			assertThat(ticks.names()).containsOnly("every");
		});
	}

	@Test
	void registerWhenLeaderRunsAll() {
		this.gate.open();
		this.runner.run((context) -> REGISTERED.forEach(context.getBean(Ticks.class)::await));
	}

	@Test
	void registerWhenNobodyLedYetMakesUpOnce() {
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			assertThat(ticks.anew("every")).containsOnly("every");
			this.gate.open();
			ticks.await("once");
			ticks.anew("every");
			assertThat(ticks.names()).contains("rate").doesNotContain("once");
		});
	}

	@Test
	void registerWhenAllAreMeantToRunRunsAll() {
		this.scheduling = new LeaderScheduling(this.gate, false);
		this.gate.close();
		this.runner.run((context) -> REGISTERED.forEach(context.getBean(Ticks.class)::await));
	}

	@Test
	void registerWhenApplicationRunsBelongsToThisWorker() {
		this.gate.close();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			this.scheduling.applicationStarted();
			context.getBean(Configurer.class).registrar.scheduleFixedRateTask(
					new FixedRateTask(() -> ticks.add("by a request"), Duration.ofMillis(10), Duration.ZERO));
			ticks.await("by a request");
			assertThat(ticks.anew("every")).containsOnly("every", "by a request");
		});
	}

	@Test
	void tasksWhenLookedAtAreThoseOfASingleProcess() {
		new ApplicationContextRunner().withUserConfiguration(Registering.class)
			.run((single) -> this.runner
				.run((context) -> assertThat(targets(context)).contains("rate", "delay", "trigger", "cron")
					.isEqualTo(targets(single))));
	}

	private List<String> targets(ApplicationContext context) {
		ScheduledTasksDescriptor tasks = new ScheduledTasksEndpoint(
				context.getBeansOfType(ScheduledTaskHolder.class).values())
			.scheduledTasks();
		return Stream.of(tasks.getCron(), tasks.getCustom(), tasks.getFixedDelay(), tasks.getFixedRate())
			.flatMap(List::stream)
			.map((task) -> task.getRunnable().getTarget())
			.toList();
	}

	static class Configurer implements SchedulingConfigurer {

		private final Ticks ticks;

		private ScheduledTaskRegistrar registrar = new ScheduledTaskRegistrar();

		Configurer(Ticks ticks) {
			this.ticks = ticks;
		}

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			this.registrar = registrar;
			registrar.addFixedRateTask(new Tick(this.ticks, "rate"), Duration.ofMillis(10));
			registrar.addFixedDelayTask(new Tick(this.ticks, "delay"), Duration.ofMillis(10));
			registrar.addTriggerTask(new Tick(this.ticks, "trigger"), (context) -> Instant.now().plusMillis(10));
			registrar.addOneTimeTask(new Tick(this.ticks, "once"), Duration.ZERO);
			registrar.addCronTask(new Tick(this.ticks, "cron"), "* * * * * *");
			registrar.scheduleCronTask(new CronTask(new Tick(this.ticks, "at once"), "* * * * * *"));
		}

	}

	record Tick(Ticks ticks, String name) implements Runnable {

		@Override
		public void run() {
			this.ticks.add(this.name);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	static class Jobs {

		private final Ticks ticks;

		Jobs(Ticks ticks) {
			this.ticks = ticks;
		}

		@Scheduled(fixedRate = 10)
		@OnEveryWorker
		void every() {
			this.ticks.add("every");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Registering {

		@Bean
		Ticks ticks() {
			return new Ticks();
		}

		@Bean
		Configurer configurer(Ticks ticks) {
			return new Configurer(ticks);
		}

		@Bean
		Jobs jobs(Ticks ticks) {
			return new Jobs(ticks);
		}

	}

}
