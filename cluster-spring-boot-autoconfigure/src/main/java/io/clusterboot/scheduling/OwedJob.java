package io.clusterboot.scheduling;

import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

import io.clusterboot.member.LeaderGate;

/**
 * A job whose trigger fired before there was a leader. Running it means to have it fire
 * again, at once. Equal for each time that the trigger fires.
 */
final class OwedJob implements Runnable {

	private static final Log logger = LogFactory.getLog(OwedJob.class);

	private final Scheduler scheduler;

	private final JobDetail job;

	private final Trigger trigger;

	private final Consumer<TriggerKey> onTrigger;

	/**
	 * Create a new {@link OwedJob} instance.
	 * @param scheduler the scheduler
	 * @param job the job
	 * @param trigger what fired
	 * @param onTrigger called with the key of the trigger that makes up for it
	 */
	OwedJob(Scheduler scheduler, JobDetail job, Trigger trigger, Consumer<TriggerKey> onTrigger) {
		this.scheduler = scheduler;
		this.job = job;
		this.trigger = trigger;
		this.onTrigger = onTrigger;
	}

	/**
	 * Run if this process still leads, on a thread of its own: listeners of the
	 * application are called.
	 * @param gate knows whether it leads
	 */
	void runIn(LeaderGate gate) {
		Thread thread = new Thread(() -> gate.runOwed(this), "cluster-owed-job");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void run() {
		Trigger again = TriggerBuilder.newTrigger()
			.forJob(this.job)
			.withPriority(this.trigger.getPriority())
			.usingJobData(this.trigger.getJobDataMap())
			.build();
		this.onTrigger.accept(again.getKey());
		try {
			schedule(again);
		}
		catch (SchedulerException ex) {
			logger.warn("What was to run when a leader was chosen did not: " + this, ex);
		}
	}

	private void schedule(Trigger again) throws SchedulerException {
		if (this.scheduler.checkExists(this.job.getKey())) {
			this.scheduler.scheduleJob(again);
		}
		else {
			// It was not durable and went with its trigger.
			this.scheduler.scheduleJob(this.job, again);
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof OwedJob that && this.scheduler == that.scheduler
				&& this.trigger.getKey().equals(that.trigger.getKey());
	}

	@Override
	public int hashCode() {
		return this.trigger.getKey().hashCode();
	}

	@Override
	public String toString() {
		return "job " + this.job.getKey() + " of trigger " + this.trigger.getKey();
	}

}
