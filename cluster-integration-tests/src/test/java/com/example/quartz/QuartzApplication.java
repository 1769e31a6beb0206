package com.example.quartz;

import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * A web application with jobs of Quartz, kept in memory.
 *
 * @since 0.1.0
 */
@SpringBootApplication(proxyBeanMethods = false)
public class QuartzApplication {

	public static void main(String[] args) {
		SpringApplication.run(QuartzApplication.class, args);
	}

	@Bean
	JobDetail tick() {
		return job(TickJob.class);
	}

	@Bean
	Trigger oftenTick(JobDetail tick) {
		return often(tick);
	}

	@Bean
	JobDetail every() {
		return job(EveryJob.class);
	}

	@Bean
	Trigger oftenEvery(JobDetail every) {
		return often(every);
	}

	@Bean
	JobDetail once() {
		return job(OnceJob.class);
	}

	@Bean
	Trigger onceTrigger(JobDetail once) {
		return TriggerBuilder.newTrigger().forJob(once).usingJobData("word", "ONCE").build();
	}

	private static JobDetail job(Class<? extends Job> type) {
		return JobBuilder.newJob(type).withIdentity(type.getSimpleName()).storeDurably().build();
	}

	private static Trigger often(JobDetail job) {
		return TriggerBuilder.newTrigger()
			.forJob(job)
			.withSchedule(SimpleScheduleBuilder.simpleSchedule().withIntervalInMilliseconds(200).repeatForever())
			.build();
	}

}
