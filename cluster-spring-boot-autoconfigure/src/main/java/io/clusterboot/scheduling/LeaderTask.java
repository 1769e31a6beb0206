package io.clusterboot.scheduling;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.SchedulingAwareRunnable;

import io.clusterboot.member.LeaderGate;

/**
 * A scheduled method that runs in the leader alone. To all that looks at tasks it is the
 * method itself.
 */
class LeaderTask implements SchedulingAwareRunnable {

	private final Runnable delegate;

	private final LeaderGate gate;

	private final Consumer<Runnable> scheduler;

	/**
	 * Create a new {@link LeaderTask} instance.
	 * @param delegate the method
	 * @param gate lets through what the leader alone runs
	 * @param scheduler runs a task as soon as it can, where this one would run
	 */
	LeaderTask(Runnable delegate, LeaderGate gate, Consumer<Runnable> scheduler) {
		this.delegate = delegate;
		this.gate = gate;
		this.scheduler = scheduler;
	}

	@Override
	public void run() {
		this.gate.run(this.delegate, () -> this.scheduler.accept(new Owed()));
	}

	@Override
	public boolean isLongLived() {
		return this.delegate instanceof SchedulingAwareRunnable aware && aware.isLongLived();
	}

	@Override
	public @Nullable String getQualifier() {
		return (this.delegate instanceof SchedulingAwareRunnable aware) ? aware.getQualifier() : null;
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

	/**
	 * The run that was due before there was a leader.
	 */
	private final class Owed implements SchedulingAwareRunnable {

		@Override
		public void run() {
			LeaderTask.this.gate.runOwed(LeaderTask.this.delegate);
		}

		@Override
		public @Nullable String getQualifier() {
			return LeaderTask.this.getQualifier();
		}

		@Override
		public String toString() {
			return LeaderTask.this.toString();
		}

	}

}
