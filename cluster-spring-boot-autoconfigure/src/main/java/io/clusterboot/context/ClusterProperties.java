package io.clusterboot.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of the cluster.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("cluster")
public class ClusterProperties {

	/**
	 * Whether the application may run as a cluster. Master switch: has no effect while
	 * cluster.workers is not set.
	 */
	private boolean enabled = true;

	/**
	 * Number of worker processes, or "auto" for as many as processors and memory allow.
	 * Unless set, the application runs as a single process.
	 */
	private @Nullable String workers;

	/**
	 * Largest number of workers that "auto" chooses.
	 */
	private int maxWorkers = 32;

	/**
	 * Which workers run methods annotated with "@Scheduled", and jobs that Quartz keeps
	 * in memory.
	 */
	private Scheduling scheduling = Scheduling.LEADER;

	/**
	 * Environment variables added to each worker. "{ordinal}", "{id}" and "{generation}"
	 * are replaced by the worker's own.
	 */
	private final Map<String, String> env = new LinkedHashMap<>();

	private final Startup startup = new Startup();

	private final Restart restart = new Restart();

	private final Heartbeat heartbeat = new Heartbeat();

	private final Shutdown shutdown = new Shutdown();

	private final Jvm jvm = new Jvm();

	private final Messages messages = new Messages();

	public Messages getMessages() {
		return this.messages;
	}

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getWorkers() {
		return this.workers;
	}

	public void setWorkers(@Nullable String workers) {
		this.workers = workers;
	}

	public int getMaxWorkers() {
		return this.maxWorkers;
	}

	public void setMaxWorkers(int maxWorkers) {
		this.maxWorkers = maxWorkers;
	}

	public Scheduling getScheduling() {
		return this.scheduling;
	}

	public void setScheduling(Scheduling scheduling) {
		this.scheduling = scheduling;
	}

	public Map<String, String> getEnv() {
		return this.env;
	}

	public Startup getStartup() {
		return this.startup;
	}

	public Restart getRestart() {
		return this.restart;
	}

	public Heartbeat getHeartbeat() {
		return this.heartbeat;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	public Jvm getJvm() {
		return this.jvm;
	}

	/**
	 * How workers start.
	 */
	public static class Startup {

		/**
		 * Whether the first worker starts alone before the others do.
		 */
		private StartupOrder order = StartupOrder.PILOT;

		/**
		 * How many workers start at once after the first. Number of available processors
		 * unless set.
		 */
		private @Nullable Integer parallelism;

		/**
		 * Time after which a worker that is not ready is ended and counted as a failed
		 * start.
		 */
		private Duration timeout = Duration.ofMinutes(2);

		public StartupOrder getOrder() {
			return this.order;
		}

		public void setOrder(StartupOrder order) {
			this.order = order;
		}

		public @Nullable Integer getParallelism() {
			return this.parallelism;
		}

		public void setParallelism(@Nullable Integer parallelism) {
			this.parallelism = parallelism;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * How workers that exited are replaced.
	 */
	public static class Restart {

		/**
		 * Whether a worker that exited unexpectedly is replaced.
		 */
		private boolean enabled = true;

		/**
		 * Time between the exit of a stable worker and the start of its replacement.
		 * Doubles with every further exit.
		 */
		private Duration initialBackoff = Duration.ofMillis(200);

		/**
		 * Longest time between an exit and the start of the replacement.
		 */
		private Duration maxBackoff = Duration.ofSeconds(30);

		/**
		 * Number of restarts within the period after which the primary gives up, provided
		 * that no worker serves.
		 */
		private int limit = 5;

		/**
		 * Period in which restarts are counted.
		 */
		private Duration period = Duration.ofSeconds(60);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public Duration getInitialBackoff() {
			return this.initialBackoff;
		}

		public void setInitialBackoff(Duration initialBackoff) {
			this.initialBackoff = initialBackoff;
		}

		public Duration getMaxBackoff() {
			return this.maxBackoff;
		}

		public void setMaxBackoff(Duration maxBackoff) {
			this.maxBackoff = maxBackoff;
		}

		public int getLimit() {
			return this.limit;
		}

		public void setLimit(int limit) {
			this.limit = limit;
		}

		public Duration getPeriod() {
			return this.period;
		}

		public void setPeriod(Duration period) {
			this.period = period;
		}

	}

	/**
	 * How workers show that they are alive.
	 */
	public static class Heartbeat {

		/**
		 * Time between two heartbeats of a worker.
		 */
		private Duration interval = Duration.ofSeconds(1);

		/**
		 * Time without a heartbeat after which a worker is parked: it is meant to get no
		 * new connections. Unless set, it is at least twice the interval.
		 */
		private Duration parkAfter = Duration.ofSeconds(2);

		/**
		 * Time without a heartbeat after which a worker counts as hung and is replaced.
		 */
		private Duration timeout = Duration.ofSeconds(30);

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

		public Duration getParkAfter() {
			return this.parkAfter;
		}

		public void setParkAfter(Duration parkAfter) {
			this.parkAfter = parkAfter;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * How workers stop.
	 */
	public static class Shutdown {

		/**
		 * Deadline for all workers together to leave. Unless set, 5 seconds more than
		 * spring.lifecycle.timeout-per-shutdown-phase.
		 */
		private @Nullable Duration timeout;

		public @Nullable Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(@Nullable Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * The worker's JVM.
	 */
	public static class Jvm {

		/**
		 * JVM options added to each worker. "{ordinal}", "{id}" and "{generation}" are
		 * replaced by the worker's own.
		 */
		private final List<String> args = new ArrayList<>();

		public List<String> getArgs() {
			return this.args;
		}

	}

	/**
	 * Messages between the processes of the cluster.
	 */
	public static class Messages {

		/**
		 * Largest message that can be sent.
		 */
		private DataSize maxSize = DataSize.ofMegabytes(1);

		public DataSize getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(DataSize maxSize) {
			this.maxSize = maxSize;
		}

	}

	/**
	 * Which workers run scheduled methods and jobs.
	 */
	public enum Scheduling {

		/**
		 * One worker alone, so that each runs as often as in a single process.
		 */
		LEADER,

		/**
		 * All workers, each by itself.
		 */
		ALL

	}

	/**
	 * Order in which workers start.
	 */
	public enum StartupOrder {

		/**
		 * Worker 0 starts alone; the others follow when it is ready.
		 */
		PILOT,

		/**
		 * All workers start together.
		 */
		PARALLEL

	}

}
