package io.clusterboot.scheduling;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint.FixedRateTaskDescriptor;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint.TaskDescriptor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import io.clusterboot.ClusterLeaderOnly;
import io.clusterboot.OnEveryWorker;
import io.clusterboot.member.LeaderGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderScheduling} and methods annotated with {@link Scheduled}.
 */
class LeaderSchedulingTests {

	private final LeaderGate gate = new LeaderGate(() -> {
	});

	private final ApplicationContextRunner leaderByDefault = runner(true);

	private final ApplicationContextRunner everywhereByDefault = runner(false);

	@Test
	void scheduleWhenNotLeaderRunsWhatRunsOnEveryWorkerOnly() {
		this.gate.close();
		this.leaderByDefault.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			ticks.await("every", 5);
			ticks.await("class every");
			assertThat(ticks.names()).containsOnly("every", "class every");
		});
	}

	@Test
	void scheduleWhenLeaderRunsAll() {
		this.gate.open();
		this.leaderByDefault.run((context) -> awaitAll(context.getBean(Ticks.class)));
	}

	@Test
	void scheduleWhenLeadershipComesAndGoesFollows() {
		this.gate.close();
		this.leaderByDefault.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			this.gate.open();
			awaitAll(ticks);
			this.gate.resign();
			List<String> anew = ticks.anew("every");
			ticks.await("class every");
			assertThat(anew).containsOnly("every", "class every");
		});
	}

	@Test
	void scheduleWhenAllAreMeantToRunKeepsWhatIsTheLeadersBack() {
		this.gate.close();
		this.everywhereByDefault.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			ticks.await("rate", 5);
			ticks.await("cron");
			ticks.await("delay");
			assertThat(ticks.names()).doesNotContain("leader", "class leader");
		});
	}

	@Test
	void tasksWhenLookedAtAreTheMethods() {
		new ApplicationContextRunner().withUserConfiguration(Ticking.class)
			.run((single) -> this.leaderByDefault
				.run((context) -> assertThat(targets(context)).isEqualTo(targets(single))
					.contains(Jobs.class.getName() + ".rate", Jobs.class.getName() + ".leader")));
	}

	@Test
	void startWhenNothingIsScheduledAddsNoBean() {
		new ApplicationContextRunner()
			.withInitializer((context) -> context.addBeanFactoryPostProcessor(new LeaderScheduling(this.gate, true)))
			.run((context) -> assertThat(context).doesNotHaveBean(ScheduledTaskHolder.class));
	}

	@Test
	void startWhenBeansMustNotBeOverriddenSucceeds() {
		this.leaderByDefault.withAllowBeanDefinitionOverriding(false)
			.run((context) -> assertThat(context).hasSingleBean(LeaderScheduledProcessor.class));
	}

	private ApplicationContextRunner runner(boolean leaderByDefault) {
		return new ApplicationContextRunner()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LeaderScheduling(this.gate, leaderByDefault)))
			.withUserConfiguration(Ticking.class);
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
			ticks.await(name);
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

}
