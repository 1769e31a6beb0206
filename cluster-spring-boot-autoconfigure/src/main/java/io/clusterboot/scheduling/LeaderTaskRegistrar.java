package io.clusterboot.scheduling;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.OneTimeTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.config.TriggerTask;
import org.springframework.scheduling.support.CronTrigger;

import io.clusterboot.member.LeaderGate;

/**
 * Schedules tasks as Spring does, in every worker, and lets those that the leader alone
 * runs pass the gate each time.
 */
class LeaderTaskRegistrar extends ScheduledTaskRegistrar {

	private final LeaderGate gate;

	private final LeaderRule rule;

	private final ThreadLocal<@Nullable Boolean> leaderOnly = new ThreadLocal<>();

	/**
	 * Tasks that come again when there is a scheduler, and are then what they have to be.
	 */
	private final Set<Task> decided = ConcurrentHashMap.newKeySet();

	LeaderTaskRegistrar(LeaderGate gate, LeaderRule rule) {
		this.gate = gate;
		this.rule = rule;
	}

	/**
	 * Decide for all tasks that an action schedules.
	 * @param leaderOnly whether they run in the leader alone
	 * @param action schedules tasks, on this thread
	 */
	void decide(boolean leaderOnly, Runnable action) {
		this.leaderOnly.set(leaderOnly);
		try {
			action.run();
		}
		finally {
			this.leaderOnly.remove();
		}
	}

	@Override
	public @Nullable ScheduledTask scheduleTriggerTask(TriggerTask task) {
		return schedule(task, (gated) -> new TriggerTask(gated, task.getTrigger()), super::scheduleTriggerTask);
	}

	@Override
	public @Nullable ScheduledTask scheduleCronTask(CronTask task) {
		return schedule(task, (gated) -> new CronTask(gated, (CronTrigger) task.getTrigger()), super::scheduleCronTask);
	}

	@Override
	public @Nullable ScheduledTask scheduleFixedRateTask(FixedRateTask task) {
		return schedule(task,
				(gated) -> new FixedRateTask(gated, task.getIntervalDuration(), task.getInitialDelayDuration()),
				super::scheduleFixedRateTask);
	}

	@Override
	public @Nullable ScheduledTask scheduleFixedDelayTask(FixedDelayTask task) {
		return schedule(task,
				(gated) -> new FixedDelayTask(gated, task.getIntervalDuration(), task.getInitialDelayDuration()),
				super::scheduleFixedDelayTask);
	}

	@Override
	public @Nullable ScheduledTask scheduleOneTimeTask(OneTimeTask task) {
		return schedule(task, (gated) -> new OneTimeTask(gated, task.getInitialDelayDuration()),
				super::scheduleOneTimeTask);
	}

	private <T extends Task> @Nullable ScheduledTask schedule(T task, Function<Runnable, T> copy,
			Function<T, @Nullable ScheduledTask> scheduler) {
		boolean asItIs = this.decided.remove(task) || !isLeaderOnly();
		T actual = asItIs ? task : copy.apply(gated(task));
		if (getScheduler() == null) {
			this.decided.add(actual);
		}
		return scheduler.apply(actual);
	}

	private boolean isLeaderOnly() {
		Boolean leaderOnly = this.leaderOnly.get();
		return (leaderOnly != null) ? leaderOnly : this.rule.isLeaderForNew();
	}

	private Runnable gated(Task task) {
		return new LeaderTask(task.getRunnable(), this.gate, this::runSoon);
	}

	private void runSoon(Runnable task) {
		TaskScheduler scheduler = getScheduler();
		if (scheduler != null) {
			scheduler.schedule(task, Clock.systemUTC().instant());
		}
	}

}
