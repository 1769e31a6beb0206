package io.clusterboot.context;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the workers when the primary's context starts and stops them when it closes.
 * Stopping is synchronous, because the lifecycle processor would abandon it after its own
 * timeout otherwise.
 */
class PrimaryLifecycle implements SmartLifecycle {

	private final Primary primary;

	private volatile boolean running;

	PrimaryLifecycle(Primary primary) {
		this.primary = primary;
	}

	@Override
	public void start() {
		this.running = true;
		this.primary.start();
	}

	@Override
	public void stop() {
		this.primary.stop();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
