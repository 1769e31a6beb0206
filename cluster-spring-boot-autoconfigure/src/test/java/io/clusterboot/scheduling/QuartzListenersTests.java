package io.clusterboot.scheduling;

import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.Trigger;
import org.quartz.listeners.JobListenerSupport;
import org.quartz.listeners.TriggerListenerSupport;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.clusterboot.member.LeaderGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderScheduling} and listeners of an application that uses Quartz.
 */
class QuartzListenersTests {

	private final AtomicInteger released = new AtomicInteger();

	private final LeaderGate gate = new LeaderGate(this.released::incrementAndGet);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.addBeanFactoryPostProcessor(new LeaderScheduling(this.gate, true)))
		.withUserConfiguration(QuartzJobs.class);

	@Test
	void resignWhenAnotherListenerRefusedTheJobReleases() {
		this.gate.open();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			context.getBean(Scheduler.class).getListenerManager().addTriggerListener(new Refusing(ticks));
			ticks.await("refused", 5);
			this.gate.resign();
			Awaitility.await().untilAtomic(this.released, Matchers.is(1));
		});
	}

	@Test
	void listenersWhenNotLeaderHearThatTheJobWasRefused() {
		this.gate.close();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			context.getBean(Scheduler.class).getListenerManager().addJobListener(new Hearing(ticks));
			ticks.await("refused Plain");
			ticks.await("ran Every");
			assertThat(ticks.names()).doesNotContain("ran Plain");
		});
	}

	private static final class Refusing extends TriggerListenerSupport {

		private final Ticks ticks;

		Refusing(Ticks ticks) {
			this.ticks = ticks;
		}

		@Override
		public String getName() {
			return "refusing";
		}

		@Override
		public boolean vetoJobExecution(Trigger trigger, JobExecutionContext context) {
			this.ticks.add("refused");
			return true;
		}

	}

	private static final class Hearing extends JobListenerSupport {

		private final Ticks ticks;

		Hearing(Ticks ticks) {
			this.ticks = ticks;
		}

		@Override
		public String getName() {
			return "hearing";
		}

		@Override
		public void jobExecutionVetoed(JobExecutionContext context) {
			this.ticks.add("refused " + context.getJobDetail().getKey().getName());
		}

		@Override
		public void jobWasExecuted(JobExecutionContext context, JobExecutionException ex) {
			this.ticks.add("ran " + context.getJobDetail().getKey().getName());
		}

	}

}
