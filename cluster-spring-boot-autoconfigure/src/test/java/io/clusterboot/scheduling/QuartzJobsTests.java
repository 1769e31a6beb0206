package io.clusterboot.scheduling;

import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.clusterboot.member.LeaderGate;
import io.clusterboot.scheduling.QuartzJobs.Failing;
import io.clusterboot.scheduling.QuartzJobs.Gatekeeper;
import io.clusterboot.scheduling.QuartzJobs.Patient;
import io.clusterboot.scheduling.QuartzJobs.Plain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderScheduling} and jobs of Quartz.
 */
@ExtendWith(OutputCaptureExtension.class)
class QuartzJobsTests {

	private final AtomicInteger released = new AtomicInteger();

	private final LeaderGate gate = new LeaderGate(this.released::incrementAndGet);

	private LeaderScheduling scheduling = new LeaderScheduling(this.gate, true);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.addBeanFactoryPostProcessor(this.scheduling))
		.withUserConfiguration(QuartzJobs.class);

	@Test
	void fireWhenNotLeaderRunsWhatRunsOnEveryWorkerOnly() {
		this.gate.close();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			ticks.await("Every", 5);
			assertThat(ticks.names()).containsOnly("Every");
		});
	}

	@Test
	void fireWhenLeadershipComesAndGoesFollows() {
		this.gate.close();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			ticks.await("Every", 5);
			this.gate.open();
			ticks.await("Plain");
			ticks.await("LeaderOnly");
			assertThat(ticks.names()).as("what another leader has run once").doesNotContain("Once");
			this.gate.resign();
			assertThat(ticks.anew("Every")).containsOnly("Every");
			assertThat(this.released).hasValue(1);
		});
	}

	@Test
	void fireWhenNobodyLedYetIsMadeUpForOnce() {
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			assertThat(ticks.anew("Every")).containsOnly("Every");
			this.scheduling.applicationStarted();
			this.gate.open();
			ticks.await("Once");
			assertThat(ticks.anew("Every")).doesNotContain("Once");
			ticks.await("Plain");
		});
	}

	@Test
	void fireWhenAnotherLeadsFirstIsForgotten() {
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			ticks.await("Every", 5);
			this.gate.close();
			this.gate.open();
			ticks.await("Plain", 5);
			assertThat(ticks.names()).doesNotContain("Once");
		});
	}

	@Test
	void fireWhenAllAreMeantToRunKeepsWhatIsTheLeadersBack() {
		this.scheduling = new LeaderScheduling(this.gate, false);
		this.gate.close();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			ticks.await("Once");
			ticks.await("Plain", 5);
			assertThat(ticks.names()).doesNotContain("LeaderOnly");
		});
	}

	@Test
	void resignWhenJobRunsReleasesAfterIt() {
		this.gate.open();
		this.runner.run((context) -> {
			schedule(context, Patient.class);
			context.getBean(Ticks.class).await("Patient");
			this.gate.resign();
			assertThat(context.getBean(Ticks.class).anew("Every")).containsOnly("Every");
			assertThat(this.released).hasValue(0);
			context.getBean(Gatekeeper.class).end();
			awaitReleased();
		});
	}

	@Test
	void resignWhenJobHadFailedReleases() {
		this.gate.open();
		this.runner.run((context) -> {
			schedule(context, Failing.class);
			context.getBean(Ticks.class).await("Failing");
			this.gate.resign();
			awaitReleased();
		});
	}

	@Test
	void scheduleWhenApplicationRunsBelongsToThisWorker() {
		this.gate.close();
		this.runner.run((context) -> {
			Ticks ticks = context.getBean(Ticks.class);
			this.scheduling.applicationStarted();
			schedule(context, Failing.class);
			ticks.await("Failing");
			ticks.await("Every", 5);
			assertThat(ticks.names()).containsOnly("Every", "Failing");
		});
	}

	@Test
	void fireWhenStoreIsSharedIsLeftToQuartz(CapturedOutput output) {
		this.gate.close();
		this.runner.withPropertyValues("store=" + QuartzJobs.SharedStore.class.getName())
			.run((context) -> context.getBean(Ticks.class).await("Plain", 5));
		assertThat(output).contains("WARN").contains("org.quartz.jobStore.isClustered");
	}

	@Test
	void fireWhenSchedulerIsABeanOfItsOwnIsGatedToo() {
		this.gate.close();
		new ApplicationContextRunner()
			.withInitializer((context) -> context.addBeanFactoryPostProcessor(this.scheduling))
			.withUserConfiguration(OwnScheduler.class)
			.run((context) -> {
				Scheduler scheduler = context.getBean(Scheduler.class);
				Ticks ticks = new Ticks();
				scheduler.getContext().put("ticks", ticks);
				schedule(context, Plain.class);
				schedule(context, QuartzJobs.Every.class);
				scheduler.start();
				ticks.await("Every");
				assertThat(ticks.names()).containsOnly("Every");
			});
	}

	private static void schedule(ApplicationContext context, Class<? extends Job> type) throws SchedulerException {
		JobDetail job = QuartzJobs.job(type);
		context.getBean(Scheduler.class).scheduleJob(job, QuartzJobs.trigger(job).build());
	}

	private void awaitReleased() {
		Awaitility.await().untilAtomic(this.released, Matchers.is(1));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnScheduler {

		@Bean(destroyMethod = "shutdown")
		Scheduler scheduler() throws SchedulerException {
			return new StdSchedulerFactory().getScheduler();
		}

	}

}
