package io.clusterboot.scheduling;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import io.clusterboot.OnEveryWorker;
import io.clusterboot.member.LeaderGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderScheduling} and runs that are due before a leader is chosen, and
 * for beans that are created after it was.
 */
class FirstRunTests {

	private final LeaderGate gate = new LeaderGate(() -> {
	});

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.addBeanFactoryPostProcessor(new LeaderScheduling(this.gate, true)))
		.withUserConfiguration(Rare.class);

	@Test
	void scheduleWhenNobodyLedYetMakesUpForTheFirstRunOnItsScheduler() {
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			assertThat(ticks.anew("every")).containsOnly("every");
			this.gate.open();
			ticks.await("rare");
			ticks.await("once");
			ticks.await("named own-1");
			assertThat(ticks.anew("every")).containsOnly("every");
		});
	}

	@Test
	void scheduleWhenAnotherLeadsFirstForgetsTheFirstRun() {
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			ticks.await("every", 5);
			this.gate.close();
			this.gate.open();
			assertThat(ticks.anew("every")).containsOnly("every");
		});
	}

	@Test
	void scheduleWhenBeanIsCreatedLateIsGatedToo() {
		this.gate.close();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			context.getBean(LateJobs.class);
			ticks.await("late every", 5);
			assertThat(ticks.names()).containsOnly("every", "late every");
			this.gate.open();
			ticks.await("late");
		});
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
			this.ticks.add("late every");
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
		@Lazy
		LateJobs lateJobs(Ticks ticks) {
			return new LateJobs(ticks);
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

}
