package com.example.quartz;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Value;

/**
 * Prints the word that its trigger says.
 */
class OnceJob implements Job {

	private final int ordinal;

	OnceJob(@Value("${cluster.worker.ordinal:-1}") int ordinal) {
		this.ordinal = ordinal;
	}

	@Override
	public void execute(JobExecutionContext context) {
		System.out.println(context.getTrigger().getJobDataMap().getString("word") + " " + this.ordinal);
	}

}
