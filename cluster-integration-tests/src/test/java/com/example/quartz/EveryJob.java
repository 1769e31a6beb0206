package com.example.quartz;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Value;

import io.clusterboot.OnEveryWorker;

/**
 * Prints that it runs, in each worker.
 */
@OnEveryWorker
class EveryJob implements Job {

	private final int ordinal;

	EveryJob(@Value("${cluster.worker.ordinal:-1}") int ordinal) {
		this.ordinal = ordinal;
	}

	@Override
	public void execute(JobExecutionContext context) {
		System.out.println("EVERY " + this.ordinal);
	}

}
