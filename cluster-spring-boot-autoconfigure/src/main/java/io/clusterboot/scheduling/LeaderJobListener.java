package io.clusterboot.scheduling;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobListener;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.listeners.TriggerListenerSupport;

import io.clusterboot.member.LeaderGate;

/**
 * Refuses jobs that the leader alone runs, where this process is not the leader. Refusing
 * goes through Quartz, so that the other listeners hear of it and a trigger that fires
 * once is spent in all processes.
 * <p>
 * When another listener fails, Quartz does not tell the rest whether a job ended. This
 * process then stays the leader until it has exited.
 */
class LeaderJobListener extends TriggerListenerSupport implements JobListener {

	static final String NAME = "cluster-leader";

	private static final Log logger = LogFactory.getLog(LeaderJobListener.class);

	/**
	 * Marks what the gate has let in.
	 */
	private final Object admitted = new Object();

	private final Scheduler scheduler;

	private final LeaderGate gate;

	private final LeaderRule rule;

	/**
	 * Triggers that each worker has, once the application has started.
	 */
	private final Set<TriggerKey> common = ConcurrentHashMap.newKeySet();

	LeaderJobListener(Scheduler scheduler, LeaderGate gate, LeaderRule rule) {
		this.scheduler = scheduler;
		this.gate = gate;
		this.rule = rule;
	}

	/**
	 * Take note that what comes after the triggers of now is this worker's own.
	 */
	void applicationStarted() {
		try {
			this.common.addAll(this.scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup()));
		}
		catch (SchedulerException ex) {
			logger.warn("The triggers of Quartz cannot be read; they fire in every worker", ex);
		}
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public boolean vetoJobExecution(Trigger trigger, JobExecutionContext context) {
		if (!isLeaderOnly(context)) {
			return false;
		}
		OwedJob owed = new OwedJob(this.scheduler, context.getJobDetail(), trigger, this.common::add);
		boolean enters = this.gate.enter(owed, () -> owed.runIn(this.gate));
		if (enters) {
			context.put(this.admitted, true);
		}
		return !enters;
	}

	private boolean isLeaderOnly(JobExecutionContext context) {
		boolean byDefault = this.rule.isLeaderForNew()
				|| (this.rule.isLeaderByDefault() && this.common.contains(context.getTrigger().getKey()));
		return this.rule.isLeaderOnly(byDefault, context.getJobDetail().getJobClass());
	}

	@Override
	public void jobToBeExecuted(JobExecutionContext context) {
	}

	@Override
	public void jobExecutionVetoed(JobExecutionContext context) {
		leave(context);
	}

	@Override
	public void jobWasExecuted(JobExecutionContext context, @Nullable JobExecutionException failure) {
		leave(context);
	}

	private void leave(JobExecutionContext context) {
		if (context.get(this.admitted) != null) {
			// A job may be run again in the same context.
			context.put(this.admitted, null);
			this.gate.leave();
		}
	}

}
