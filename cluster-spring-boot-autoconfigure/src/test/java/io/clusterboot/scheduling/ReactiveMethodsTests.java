package io.clusterboot.scheduling;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint;
import org.springframework.boot.actuate.scheduling.ScheduledTasksEndpoint.TaskDescriptor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import reactor.core.publisher.Mono;

import io.clusterboot.OnEveryWorker;
import io.clusterboot.member.LeaderGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderScheduling} and scheduled methods that return a reactive type.
 */
class ReactiveMethodsTests {

	private final LeaderGate gate = new LeaderGate(() -> {
	});

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.addBeanFactoryPostProcessor(new LeaderScheduling(this.gate, true)))
		.withUserConfiguration(Reactive.class);

	@Test
	void subscribeWhenNotLeaderHappensToWhatRunsOnEveryWorkerOnly() {
		this.gate.close();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			ticks.await("every", 5);
			assertThat(ticks.names()).containsOnly("every");
		});
	}

	@Test
	void subscribeWhenLeadershipComesAndGoesFollows() {
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			this.gate.open();
			ticks.await("rate", 2);
			ticks.await("delay", 2);
			ticks.await("every", 2);
			this.gate.resign();
			assertThat(ticks.anew("every")).containsOnly("every");
		});
	}

	@Test
	void tasksWhenLookedAtAreTheMethods() {
		this.runner.run((context) -> {
			ScheduledTasksEndpoint endpoint = new ScheduledTasksEndpoint(
					context.getBeansOfType(ScheduledTaskHolder.class).values());
			List<TaskDescriptor> delays = endpoint.scheduledTasks().getFixedDelay();
			assertThat(delays).extracting((task) -> task.getRunnable().getTarget())
				.containsExactly(ReactiveJobs.class.getName() + ".delay");
		});
	}

	static class ReactiveJobs {

		private final Ticks ticks;

		ReactiveJobs(Ticks ticks) {
			this.ticks = ticks;
		}

		@Scheduled(fixedRate = 10)
		Mono<Void> rate() {
			return Mono.fromRunnable(() -> this.ticks.add("rate"));
		}

		@Scheduled(fixedDelay = 10)
		Mono<Void> delay() {
			return Mono.fromRunnable(() -> this.ticks.add("delay"));
		}

		@Scheduled(fixedRate = 10)
		@OnEveryWorker
		Mono<Void> every() {
			return Mono.fromRunnable(() -> this.ticks.add("every"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Reactive {

		@Bean
		Ticks ticks() {
			return new Ticks();
		}

		@Bean
		ReactiveJobs jobs(Ticks ticks) {
			return new ReactiveJobs(ticks);
		}

	}

}
