package com.example.quartz;

import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.clusterboot.Cluster;
import io.clusterboot.Worker;

/**
 * Lets a test have a worker leave, or schedule a job.
 */
@RestController
class QuartzController {

	private final Cluster cluster;

	private final Scheduler scheduler;

	private final JobDetail once;

	private final int ordinal;

	QuartzController(Cluster cluster, Scheduler scheduler, @Qualifier("once") JobDetail once,
			@Value("${cluster.worker.ordinal:-1}") int ordinal) {
		this.cluster = cluster;
		this.scheduler = scheduler;
		this.once = once;
		this.ordinal = ordinal;
	}

	@PostMapping("/disconnect")
	void disconnect(@RequestParam long id) {
		this.cluster.workers().stream().filter((worker) -> worker.id() == id).forEach(Worker::disconnect);
	}

	@PostMapping("/remind")
	String remind(@RequestParam String word) throws SchedulerException {
		this.scheduler.scheduleJob(TriggerBuilder.newTrigger().forJob(this.once).usingJobData("word", word).build());
		return word + " " + this.ordinal;
	}

}
