package io.clusterboot.supervisor;

import java.time.Duration;

/**
 * Builds settings from the defaults of the contract.
 */
final class TestSettings {

	static final Duration REFUSE_AFTER = Duration.ofSeconds(10);

	private final int workers;

	private boolean pilot;

	private int parallelism = 64;

	private Duration startupTimeout = Duration.ofMinutes(2);

	private Duration initialBackoff = Duration.ofMillis(200);

	private boolean restartEnabled = true;

	private Duration restartPeriod = Duration.ofSeconds(60);

	private boolean watchdogs = true;

	private Duration shutdownTimeout = Duration.ofSeconds(35);

	private Duration slowStart = Duration.ZERO;

	private RecycleSettings recycle = RecycleSettings.NEVER;

	private TestSettings(int workers) {
		this.workers = workers;
	}

	static TestSettings workers(int workers) {
		return new TestSettings(workers);
	}

	TestSettings pilot() {
		this.pilot = true;
		return this;
	}

	TestSettings parallelism(int parallelism) {
		this.parallelism = parallelism;
		return this;
	}

	TestSettings startupTimeout(Duration startupTimeout) {
		this.startupTimeout = startupTimeout;
		return this;
	}

	TestSettings initialBackoff(Duration initialBackoff) {
		this.initialBackoff = initialBackoff;
		return this;
	}

	TestSettings restartDisabled() {
		this.restartEnabled = false;
		return this;
	}

	TestSettings restartPeriod(Duration restartPeriod) {
		this.restartPeriod = restartPeriod;
		return this;
	}

	TestSettings noWatchdogs() {
		this.watchdogs = false;
		return this;
	}

	TestSettings shutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
		return this;
	}

	TestSettings slowStart(Duration slowStart) {
		this.slowStart = slowStart;
		return this;
	}

	TestSettings recycle(RecycleSettings recycle) {
		this.recycle = recycle;
		return this;
	}

	SupervisorSettings build() {
		return new SupervisorSettings(this.workers, this.pilot, this.parallelism, this.startupTimeout,
				this.initialBackoff, Duration.ofSeconds(30), this.restartEnabled, 5, this.restartPeriod,
				Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(30), this.watchdogs,
				this.shutdownTimeout, Duration.ofSeconds(2), this.slowStart, REFUSE_AFTER, Duration.ofMinutes(5),
				this.recycle);
	}

}
