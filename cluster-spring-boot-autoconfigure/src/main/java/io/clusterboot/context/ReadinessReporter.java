package io.clusterboot.context;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

import io.clusterboot.worker.WorkerAgent;

/**
 * Tells the primary that this worker is ready: all runners have run and the application
 * accepts traffic, whichever comes last. From then on also when it refuses traffic, which
 * it does when it stops for whatever reason.
 */
class ReadinessReporter implements ApplicationListener<AvailabilityChangeEvent<?>> {

	private final ConfigurableApplicationContext context;

	private final WorkerAgent agent;

	private volatile boolean runnersDone;

	private volatile boolean reported;

	ReadinessReporter(ConfigurableApplicationContext context, WorkerAgent agent) {
		this.context = context;
		this.agent = agent;
	}

	void runnersDone() {
		this.runnersDone = true;
		report();
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
		report();
	}

	private void report() {
		if (this.runnersDone && accepting()) {
			this.reported = true;
			this.agent.ready();
		}
		else if (this.reported) {
			this.agent.refusing();
		}
	}

	/**
	 * Return whether the primary was told.
	 * @return {@code true} once this worker was ready
	 */
	boolean isReported() {
		return this.reported;
	}

	private boolean accepting() {
		ApplicationAvailability availability = this.context.getBeanProvider(ApplicationAvailability.class)
			.getIfAvailable();
		return availability == null || availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
	}

}
