package io.clusterboot.scheduling;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint.FixedRateTaskDescriptor;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint.TaskDescriptor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import io.clusterboot.ClusterLeaderOnly;
import io.clusterboot.OnEveryWorker;
import io.clusterboot.member.LeaderGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderScheduling}.
 */
class LeaderSchedulingTests {

	private static final Duration SOON = Duration.ofSeconds(5);

	private final LeaderGate gate = new LeaderGate(() -> {
	});

	private final ApplicationContextRunner leaderByDefault = runner(true);

	private final ApplicationContextRunner everywhereByDefault = runner(false);

	@Test
	void scheduleWhenNotLeaderRunsWhatRunsOnEveryWorkerOnly() {
		this.gate.close();
		this.leaderByDefault.withUserConfiguration(Ticking.class).run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			awaitTicks(ticks, "every", 5);
			assertThat(ticks.names()).containsOnly("every", "class every");
		});
	}

	@Test
	void scheduleWhenLeaderRunsAll() {
		this.gate.open();
		this.leaderByDefault.withUserConfiguration(Ticking.class)
			.run((context) -> awaitAll(context.getBean(Ticks.class)));
	}

	@Test
	void scheduleWhenLeadershipComesAndGoesFollows() {
		this.gate.close();
		this.leaderByDefault.withUserConfiguration(Ticking.class).run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			this.gate.open();
			awaitAll(ticks);
			this.gate.resign();
			ticks.clear();
			awaitTicks(ticks, "every", 5);
			// What had passed the gate before it closed may have come in late.
			ticks.clear();
			awaitTicks(ticks, "every", 5);
			assertThat(ticks.names()).containsOnly("every", "class every");
		});
	}

	@Test
	void scheduleWhenAllAreMeantToRunKeepsWhatIsTheLeadersBack() {
		this.gate.close();
		this.everywhereByDefault.withUserConfiguration(Ticking.class).run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			awaitTicks(ticks, "rate", 5);
			awaitTicks(ticks, "cron", 1);
			assertThat(ticks.names()).contains("delay").doesNotContain("leader", "class leader");
		});
	}

	@Test
	void scheduleWhenNobodyLedYetMakesUpForTheFirstRunOnItsScheduler() {
		this.leaderByDefault.withUserConfiguration(Rare.class).run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			awaitTicks(ticks, "every", 5);
			assertThat(ticks.names()).containsOnly("every");
			this.gate.open();
			awaitTicks(ticks, "rare", 1);
			awaitTicks(ticks, "once", 1);
			awaitTicks(ticks, "named own-1", 1);
			ticks.clear();
			awaitTicks(ticks, "every", 5);
			assertThat(ticks.names()).containsOnly("every");
		});
	}

	@Test
	void scheduleWhenAnotherLeadsFirstForgetsTheFirstRun() {
		this.leaderByDefault.withUserConfiguration(Rare.class).run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			awaitTicks(ticks, "every", 5);
			this.gate.close();
			this.gate.open();
			ticks.clear();
			awaitTicks(ticks, "every", 5);
			assertThat(ticks.names()).containsOnly("every");
		});
	}

	@Test
	void scheduleWhenBeanIsCreatedLateIsGatedToo() {
		this.gate.close();
		this.leaderByDefault.withUserConfiguration(Late.class).run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			context.getBean(LateJobs.class);
			awaitTicks(ticks, "every", 5);
			assertThat(ticks.names()).containsOnly("every");
			this.gate.open();
			awaitTicks(ticks, "late", 1);
		});
	}

	@Test
	void tasksWhenLookedAtAreTheMethods() {
		new ApplicationContextRunner().withUserConfiguration(Ticking.class)
			.run((single) -> this.leaderByDefault.withUserConfiguration(Ticking.class)
				.run((context) -> assertThat(targets(context)).isEqualTo(targets(single))
					.contains(Jobs.class.getName() + ".rate", Jobs.class.getName() + ".leader")));
	}

	@Test
	void startWhenNothingIsScheduledAddsNoBean() {
		this.leaderByDefault.withUserConfiguration(Unscheduled.class)
			.run((context) -> assertThat(context).doesNotHaveBean(ScheduledTaskHolder.class));
	}

	@Test
	void startWhenBeansMustNotBeOverriddenSucceeds() {
		this.leaderByDefault.withAllowBeanDefinitionOverriding(false)
			.withUserConfiguration(Ticking.class)
			.run((context) -> assertThat(context).hasSingleBean(LeaderScheduledProcessor.class));
	}

	private ApplicationContextRunner runner(boolean leaderByDefault) {
		return new ApplicationContextRunner().withInitializer(
				(context) -> context.addBeanFactoryPostProcessor(new LeaderScheduling(this.gate, leaderByDefault)));
	}

	private Set<String> targets(ApplicationContext context) {
		ScheduledTasksEndpoint endpoint = new ScheduledTasksEndpoint(
				context.getBeansOfType(ScheduledTaskHolder.class).values());
		List<TaskDescriptor> rates = endpoint.scheduledTasks().getFixedRate();
		assertThat(rates).hasOnlyElementsOfType(FixedRateTaskDescriptor.class);
		return Set.copyOf(rates.stream().map((task) -> task.getRunnable().getTarget()).toList());
	}

	private static void awaitAll(Ticks ticks) {
		for (String name : List.of("rate", "delay", "cron", "leader", "every", "class leader", "class every")) {
			awaitTicks(ticks, name, 1);
		}
	}

	private static void awaitTicks(Ticks ticks, String name, int count) {
		Awaitility.await(name)
			.atMost(SOON)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> ticks.names().stream().filter(name::equals).count() >= count);
	}

	static class Ticks {

		private final List<String> names = new CopyOnWriteArrayList<>();

		List<String> names() {
			return this.names;
		}

		void add(String name) {
			this.names.add(name);
		}

		void clear() {
			this.names.clear();
		}

	}

	static class Jobs {

		private final Ticks ticks;

		Jobs(Ticks ticks) {
			this.ticks = ticks;
		}

		@Scheduled(fixedRate = 10)
		void rate() {
			this.ticks.add("rate");
		}

		@Scheduled(fixedDelay = 10, initialDelay = 1)
		void delay() {
			this.ticks.add("delay");
		}

		@Scheduled(cron = "* * * * * *")
		void cron() {
			this.ticks.add("cron");
		}

		@Scheduled(fixedRate = 10)
		@ClusterLeaderOnly
		void leader() {
			this.ticks.add("leader");
		}

		@Scheduled(fixedRate = 10)
		@OnEveryWorker
		void every() {
			this.ticks.add("every");
		}

	}

	@OnEveryWorker
	static class JobsOfEveryWorker {

		private final Ticks ticks;

		JobsOfEveryWorker(Ticks ticks) {
			this.ticks = ticks;
		}

		@Scheduled(fixedRate = 10)
		void every() {
			this.ticks.add("class every");
		}

		@Scheduled(fixedRate = 10)
		@ClusterLeaderOnly
		void leader() {
			this.ticks.add("class leader");
		}

	}

	static class RareJobs {

		private final Ticks ticks;

		RareJobs(Ticks ticks) {
			this.ticks = ticks;
		}

		@Scheduled(fixedRate = 3_600_000)
		void rare() {
			this.ticks.add("rare");
		}

		@Scheduled(initialDelay = 1)
		void once() {
			this.ticks.add("once");
		}

		@Scheduled(fixedDelay = 3_600_000, scheduler = "own")
		void named() {
			this.ticks.add("named " + Thread.currentThread().getName());
		}

		@Scheduled(fixedRate = 10)
		@OnEveryWorker
		void every() {
			this.ticks.add("every");
		}

	}

	static class LateJobs {

		private final Ticks ticks;

		LateJobs(Ticks ticks) {
			this.ticks = ticks;
		}

		@Scheduled(fixedRate = 10)
		void late() {
			this.ticks.add("late");
		}

		@Scheduled(fixedRate = 10)
		@OnEveryWorker
		void every() {
			this.ticks.add("every");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Ticking {

		@Bean
		Ticks ticks() {
			return new Ticks();
		}

		@Bean
		Jobs jobs(Ticks ticks) {
			return new Jobs(ticks);
		}

		@Bean
		JobsOfEveryWorker jobsOfEveryWorker(Ticks ticks) {
			return new JobsOfEveryWorker(ticks);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Rare {

		@Bean
		Ticks ticks() {
			return new Ticks();
		}

		@Bean
		RareJobs jobs(Ticks ticks) {
			return new RareJobs(ticks);
		}

		@Bean
		ThreadPoolTaskScheduler own() {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setThreadNamePrefix("own-");
			return scheduler;
		}

		@Bean(defaultCandidate = false)
		ThreadPoolTaskScheduler taskScheduler() {
			return new ThreadPoolTaskScheduler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Late {

		@Bean
		Ticks ticks() {
			return new Ticks();
		}

		@Bean
		@Lazy
		LateJobs jobs(Ticks ticks) {
			return new LateJobs(ticks);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unscheduled {

	}

}
