package com.example.quartz;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Value;

/**
 * Prints where and when it runs.
 */
@DisallowConcurrentExecution
class TickJob implements Job {

	private final CountDownLatch never = new CountDownLatch(1);

	private final int ordinal;

	private final long duration;

	TickJob(@Value("${cluster.worker.ordinal:-1}") int ordinal, @Value("${tick.duration:0}") long duration) {
		this.ordinal = ordinal;
		this.duration = duration;
	}

	@Override
	public void execute(JobExecutionContext context) {
		long begin = System.currentTimeMillis();
		if (this.duration > 0) {
			System.out.println("TICKING " + this.ordinal);
		}
		try {
			this.never.await(this.duration, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return;
		}
		System.out.println("TICK " + this.ordinal + " from " + begin + " to " + System.currentTimeMillis());
	}

}
