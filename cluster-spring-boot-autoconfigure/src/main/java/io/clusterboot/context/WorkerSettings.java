package io.clusterboot.context;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.socket.ListenerOrigin;

/**
 * What the primary tells a worker on its command line: the marker and what goes with it.
 *
 * @param identity who the worker is
 * @param channel the socket of the control channel
 * @param primary process id of the primary
 * @param workers how many workers there shall be, this one included
 * @param ports the shared ports, {@code key=port} pairs separated by commas
 * @param listener how the worker comes by its listening socket
 * @param heartbeatInterval time between two heartbeats
 * @param shutdownTimeout longest time that the worker takes to leave
 */
record WorkerSettings(WorkerIdentity identity, Path channel, long primary, int workers, String ports,
		ListenerOrigin listener, Duration heartbeatInterval, Duration shutdownTimeout) {

	/**
	 * Environment variable that holds the token, void after one use.
	 */
	static final String TOKEN = "CLUSTER_WORKER_TOKEN";

	static final String PRIMARY = "cluster.worker.primary";

	/**
	 * How many workers there were to be when this one was forked.
	 */
	static final String COUNT = "cluster.worker.count";

	static final String PORTS = "cluster.worker.ports";

	static final String HEARTBEAT_INTERVAL = "cluster.worker.heartbeat-interval";

	static final String SHUTDOWN_TIMEOUT = "cluster.worker.shutdown-timeout";

	/**
	 * Read the settings of this worker.
	 * @param worker the role, read from the marker
	 * @param systemProperties gives a system property by name
	 * @return the settings
	 * @throws WorkerMarkerException if a part is missing or makes no sense
	 */
	static WorkerSettings of(Role.Worker worker, Function<String, @Nullable String> systemProperties) {
		WorkerMarker marker = new WorkerMarker(systemProperties);
		return new WorkerSettings(worker.identity(), worker.channel(), number(marker, PRIMARY), count(systemProperties),
				marker.text(PORTS), listener(systemProperties.apply(ListenerOrigin.PROPERTY)),
				Duration.ofMillis(number(marker, HEARTBEAT_INTERVAL)),
				Duration.ofMillis(number(marker, SHUTDOWN_TIMEOUT)));
	}

	/**
	 * Return how many workers there were to be when this one was forked.
	 * @param systemProperties gives a system property by name
	 * @return the number of workers
	 * @throws WorkerMarkerException if it is missing or makes no sense
	 */
	static int count(Function<String, @Nullable String> systemProperties) {
		return (int) Math.min(Integer.MAX_VALUE, Math.max(1, number(new WorkerMarker(systemProperties), COUNT)));
	}

	/**
	 * Return the settings as JVM options.
	 * @return one {@code -D} option per property
	 */
	List<String> options() {
		return List.of(option(WorkerMarker.ORDINAL, this.identity.ordinal()),
				option(WorkerMarker.ID, this.identity.id()),
				option(WorkerMarker.GENERATION, this.identity.generation()), option(WorkerMarker.CHANNEL, this.channel),
				option(PRIMARY, this.primary), option(COUNT, this.workers), option(PORTS, this.ports),
				option(ListenerOrigin.PROPERTY, this.listener.lowerCaseName()),
				option(HEARTBEAT_INTERVAL, atLeastOne(this.heartbeatInterval)),
				option(SHUTDOWN_TIMEOUT, atLeastOne(this.shutdownTimeout)));
	}

	private static ListenerOrigin listener(@Nullable String name) {
		try {
			return ListenerOrigin.of(name);
		}
		catch (IllegalArgumentException ex) {
			throw new WorkerMarkerException(ListenerOrigin.PROPERTY, name);
		}
	}

	private static long number(WorkerMarker marker, String key) {
		String text = marker.text(key);
		if (!text.matches("[0-9]{1,18}")) {
			throw new WorkerMarkerException(key, text);
		}
		return Long.parseLong(text);
	}

	private static long atLeastOne(Duration duration) {
		return Math.max(1, duration.toMillis());
	}

	private static String option(String name, Object value) {
		return "-D" + name + "=" + value;
	}

}
