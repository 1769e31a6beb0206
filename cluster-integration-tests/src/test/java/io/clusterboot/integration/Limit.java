package io.clusterboot.integration;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How long something may take that is promised to be quick.
 */
final class Limit {

	private Limit() {
	}

	/**
	 * Return the limit on a machine that has time; it is longer where more wants to run
	 * than there are processors.
	 * @param seconds what is promised
	 * @return the time to wait at most
	 */
	static Duration ofSeconds(int seconds) {
		double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
		double stretch = Math.max(1, load / Runtime.getRuntime().availableProcessors());
		return Duration.ofMillis((long) (seconds * 1000 * stretch));
	}

}
