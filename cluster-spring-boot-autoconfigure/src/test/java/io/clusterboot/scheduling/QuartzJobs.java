package io.clusterboot.scheduling;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.simpl.RAMJobStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

import io.clusterboot.ClusterLeaderOnly;
import io.clusterboot.OnEveryWorker;

/**
 * Jobs of Quartz that note their runs.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public class QuartzJobs {

	@Bean
	Ticks ticks() {
		return new Ticks();
	}

	@Bean
	Gatekeeper gatekeeper() {
		return new Gatekeeper();
	}

	@Bean
	SchedulerFactoryBean quartz(Ticks ticks, Gatekeeper gatekeeper,
			@Value("${store:org.quartz.simpl.RAMJobStore}") String store) {
		JobDetail plain = job(Plain.class);
		JobDetail every = job(Every.class);
		JobDetail leader = job(LeaderOnly.class);
		JobDetail once = JobBuilder.newJob(Once.class).withIdentity("Once").build();
		Properties properties = new Properties();
		properties.setProperty("org.quartz.jobStore.class", store);
		SchedulerFactoryBean factory = new SchedulerFactoryBean();
		factory.setSchedulerName("test-" + System.identityHashCode(factory));
		factory.setSchedulerContextAsMap(Map.of("ticks", ticks, "gatekeeper", gatekeeper));
		factory.setQuartzProperties(properties);
		factory.setJobDetails(plain, every, leader);
		factory.setTriggers(often(plain), often(every), often(leader), onlyTriggerOf(once));
		return factory;
	}

	static JobDetail job(Class<? extends Job> type) {
		return JobBuilder.newJob(type).withIdentity(type.getSimpleName()).storeDurably().build();
	}

	static TriggerBuilder<Trigger> trigger(JobDetail job) {
		return TriggerBuilder.newTrigger().forJob(job).usingJobData("name", job.getKey().getName());
	}

	private static Trigger often(JobDetail job) {
		return trigger(job)
			.withSchedule(SimpleScheduleBuilder.simpleSchedule().withIntervalInMilliseconds(10).repeatForever())
			.build();
	}

	/**
	 * Return a trigger that brings its job along, which is forgotten with it.
	 * @param job a job that is not durable
	 * @return the trigger, which fires once
	 */
	private static Trigger onlyTriggerOf(JobDetail job) {
		JobDataMap data = new JobDataMap(Map.of("jobDetail", job));
		return trigger(job).usingJobData(data).build();
	}

	@SuppressWarnings("unchecked")
	private static <T> T get(JobExecutionContext context, String key) {
		try {
			return (T) context.getScheduler().getContext().get(key);
		}
		catch (SchedulerException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Holds runs of {@link Patient} back.
	 */
	static class Gatekeeper {

		private final CountDownLatch end = new CountDownLatch(1);

		void end() {
			this.end.countDown();
		}

	}

	public static class Plain implements Job {

		@Override
		public void execute(JobExecutionContext context) {
			Ticks ticks = get(context, "ticks");
			ticks.add(context.getTrigger().getJobDataMap().getString("name"));
		}

	}

	@OnEveryWorker
	public static class Every extends Plain {

	}

	@ClusterLeaderOnly
	static class LeaderOnly extends Plain {

	}

	static class Once extends Plain {

	}

	static class Failing extends Plain {

		@Override
		public void execute(JobExecutionContext context) {
			super.execute(context);
			throw new IllegalStateException("job failed");
		}

	}

	static class Patient extends Plain {

		@Override
		public void execute(JobExecutionContext context) {
			super.execute(context);
			Gatekeeper gatekeeper = get(context, "gatekeeper");
			try {
				gatekeeper.end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * Says that it keeps jobs where other processes find them.
	 */
	public static class SharedStore extends RAMJobStore {

		@Override
		public boolean supportsPersistence() {
			return true;
		}

	}

}
