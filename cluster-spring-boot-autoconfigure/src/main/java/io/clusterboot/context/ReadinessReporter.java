package io.clusterboot.context;

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
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

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable ReadinessState told;

	private boolean runnersDone;

	private volatile boolean reported;

	ReadinessReporter(ConfigurableApplicationContext context, WorkerAgent agent) {
		this.context = context;
		this.agent = agent;
	}

	void runnersDone() {
		this.lock.lock();
		try {
			this.runnersDone = true;
			ReadinessState told = this.told;
			report((told != null) ? told == ReadinessState.ACCEPTING_TRAFFIC : accepting());
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
		// Not what the application's availability says, which may hear of it later.
		if (event.getState() instanceof ReadinessState state) {
			told(state);
		}
	}

	private void told(ReadinessState state) {
		this.lock.lock();
		try {
			this.told = state;
			report(state == ReadinessState.ACCEPTING_TRAFFIC);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void report(boolean accepting) {
		if (this.runnersDone && accepting) {
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
