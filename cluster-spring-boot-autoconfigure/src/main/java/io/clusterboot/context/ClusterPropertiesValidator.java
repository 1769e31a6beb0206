package io.clusterboot.context;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * Checks the values of {@link ClusterProperties} that binding alone accepts.
 */
final class ClusterPropertiesValidator {

	// What decides which program the JVM runs belongs to the application's own command.
	private static final List<String> PROGRAM_OPTIONS = List.of("-jar", "-cp", "-classpath", "--class-path", "-m",
			"--module", "--source");

	private static final DataSize LARGEST_MESSAGE = DataSize.ofMegabytes(64);

	private static final int HIGHEST_PORT = 65535;

	private static final Pattern ENDPOINT_ID = Pattern.compile("[a-z][a-zA-Z0-9.-]*");

	private final Environment environment;

	ClusterPropertiesValidator(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Check all values.
	 * @param properties the properties as bound from the environment
	 * @throws InvalidClusterPropertyException for the first value that is not allowed
	 */
	void validate(ClusterProperties properties) {
		validateWorkers(properties);
		validateStartup(properties.getStartup());
		validateRestart(properties.getRestart());
		validateHeartbeat(properties.getHeartbeat());
		validateEnd(properties.getDrain().getPeriod(), properties.getShutdown().getTimeout());
		DataSize maxSize = properties.getMessages().getMaxSize();
		require(!maxSize.isNegative() && maxSize.toBytes() > 0 && maxSize.compareTo(LARGEST_MESSAGE) <= 0,
				"cluster.messages.max-size", maxSize, "a size from 1B to " + LARGEST_MESSAGE.toMegabytes() + "MB");
		notNegative("cluster.slow-start", properties.getSlowStart());
		positive("cluster.refuse-after", properties.getRefuseAfter());
		positive("cluster.reload.timeout", properties.getReload().getTimeout());
		properties.getWarmup().getPaths().forEach(this::validateWarmupPath);
		validateRecycle(properties.getRecycle());
		validateManagement(properties.getManagement());
		properties.getJvm().getArgs().forEach(this::validateJvmArgument);
		validateHeap(properties.getJvm().getHeap());
		validateCache(properties.getJvm());
		validateAffinity(properties.getJvm());
		require(ProcessorPlan.isValid(properties.getJvm().getCpus()), "cluster.jvm.cpus", properties.getJvm().getCpus(),
				"'auto', 'inherit' or a whole number from 1");
		properties.getEnv().keySet().forEach(this::validateVariable);
		DividedProperties.of(this.environment);
	}

	private void validateWorkers(ClusterProperties properties) {
		String workers = properties.getWorkers();
		require(workers == null || WorkerCount.isValid(workers), "cluster.workers", workers,
				workersAllowed(Objects.requireNonNullElse(workers, "")));
		require(WorkerCount.isValid(properties.getMaxWorkers()), "cluster.max-workers", properties.getMaxWorkers(),
				"a whole number from 1 to " + WorkerCount.MAX);
	}

	private String workersAllowed(String workers) {
		String allowed = "'auto' or a whole number from 1 to " + WorkerCount.MAX;
		boolean off = List.of("false", "off", "no", "none").contains(workers.trim().toLowerCase(Locale.ROOT));
		return off ? allowed + " (cluster.enabled=false switches the cluster off)" : allowed;
	}

	private void validateStartup(StartupProperties startup) {
		Integer parallelism = startup.getParallelism();
		require(parallelism == null || parallelism >= 1, "cluster.startup.parallelism", parallelism,
				"a whole number of at least 1");
		positive("cluster.startup.timeout", startup.getTimeout());
	}

	private void validateRestart(RestartProperties restart) {
		positive("cluster.restart.initial-backoff", restart.getInitialBackoff());
		positive("cluster.restart.max-backoff", restart.getMaxBackoff());
		require(restart.getInitialBackoff().compareTo(restart.getMaxBackoff()) <= 0, "cluster.restart.initial-backoff",
				restart.getInitialBackoff(),
				"at most cluster.restart.max-backoff, which is " + print(restart.getMaxBackoff()));
		require(restart.getLimit() >= 0, "cluster.restart.limit", restart.getLimit(), "a whole number of at least 0");
		positive("cluster.restart.period", restart.getPeriod());
	}

	private void validateHeartbeat(HeartbeatProperties heartbeat) {
		positive("cluster.heartbeat.interval", heartbeat.getInterval());
		positive("cluster.heartbeat.park-after", heartbeat.getParkAfter());
		positive("cluster.heartbeat.timeout", heartbeat.getTimeout());
		shorter("cluster.heartbeat.interval", heartbeat.getInterval(), "cluster.heartbeat.timeout",
				heartbeat.getTimeout());
		// Unless set, it follows the interval: see PrimarySettings.
		if (find("cluster.heartbeat.park-after") != null) {
			shorter("cluster.heartbeat.interval", heartbeat.getInterval(), "cluster.heartbeat.park-after",
					heartbeat.getParkAfter());
		}
	}

	private void validateEnd(Duration drainPeriod, @Nullable Duration shutdownTimeout) {
		notNegative("cluster.drain.period", drainPeriod);
		positive("cluster.shutdown.timeout", shutdownTimeout);
		if (shutdownTimeout == null) {
			return;
		}
		if (find("cluster.drain.period") != null) {
			shorter("cluster.drain.period", drainPeriod, "cluster.shutdown.timeout", shutdownTimeout);
		}
		else {
			require(drainPeriod.compareTo(shutdownTimeout) < 0, "cluster.shutdown.timeout", shutdownTimeout,
					"longer than cluster.drain.period, which is " + print(drainPeriod));
		}
	}

	private void validateWarmupPath(String path) {
		require(path.startsWith("/"), "cluster.warmup.paths", path, "paths that begin with '/'");
	}

	private void validateRecycle(RecycleProperties recycle) {
		positive("cluster.recycle.max-lifetime", recycle.getMaxLifetime());
		Long requests = recycle.getMaxRequests();
		require(requests == null || requests >= 1, "cluster.recycle.max-requests", requests,
				"a whole number of at least 1");
		DataSize heap = recycle.getMaxHeapAfterGc();
		require(heap == null || heap.toBytes() > 0, "cluster.recycle.max-heap-after-gc", heap, "a size larger than 0");
	}

	private void validateManagement(ManagementProperties management) {
		Integer port = management.port();
		require(port == null || (port >= 0 && port <= HIGHEST_PORT), "cluster.management.port", port,
				"a port from 0, which gives a free one, to " + HIGHEST_PORT);
		positive("cluster.management.timeout", management.timeout());
		management.broadcast()
			.forEach((id) -> require(ENDPOINT_ID.matcher(id).matches(), "cluster.management.broadcast", id,
					"ids of endpoints, such as 'caches'"));
	}

	private void validateJvmArgument(String argument) {
		String option = argument.split("=", 2)[0].trim();
		require(argument.startsWith("-") && !PROGRAM_OPTIONS.contains(option), "cluster.jvm.args", argument,
				"JVM options that begin with '-' and do not choose the program, as -jar and -cp do");
	}

	private void validateHeap(String heap) {
		long size = HeapPlan.size(heap).orElse(0);
		boolean word = List.of(HeapPlan.AUTO, HeapPlan.INHERIT).contains(heap.trim().toLowerCase(Locale.ROOT));
		require(word || size >= HeapPlan.LEAST, "cluster.jvm.heap", heap,
				"'auto', 'inherit' or a size of at least %dm".formatted(HeapPlan.LEAST / HeapPlan.MIB));
	}

	private void validateCache(JvmProperties jvm) {
		require(jvm.getCache().trim().equalsIgnoreCase("auto") || !jvm.caches() || jvm.cacheFolder() != null,
				"cluster.jvm.cache", jvm.getCache(), "'auto', 'off' or the absolute path of a folder");
	}

	private void validateAffinity(JvmProperties jvm) {
		require(jvm.getAffinity().trim().equalsIgnoreCase("auto") || !jvm.binds(), "cluster.jvm.affinity",
				jvm.getAffinity(), "'auto' or 'off'");
	}

	private void validateVariable(String name) {
		require(!name.isBlank() && !name.contains("="), "cluster.env", name,
				"a map from names that are not empty and contain no '='");
	}

	private void positive(String key, @Nullable Duration duration) {
		require(duration == null || duration.compareTo(Duration.ZERO) > 0, key, duration, "a duration longer than 0");
	}

	private void notNegative(String key, Duration duration) {
		require(!duration.isNegative(), key, duration, "a duration that is not negative");
	}

	private void shorter(String key, Duration duration, String otherKey, Duration other) {
		require(duration.compareTo(other) < 0, key, duration,
				"shorter than " + otherKey + ", which is " + print(other));
	}

	private void require(boolean valid, String key, @Nullable Object value, String allowed) {
		if (!valid) {
			throw invalid(key, value, allowed);
		}
	}

	private InvalidClusterPropertyException invalid(String key, @Nullable Object value, String allowed) {
		ConfigurationProperty set = find(key);
		// A text is told as bound, for it may be one of several; all else as written.
		String text = (set == null || value instanceof String) ? print(value) : String.valueOf(set.getValue());
		return new InvalidClusterPropertyException(key, text, allowed, (set != null) ? set.getOrigin() : null);
	}

	private @Nullable ConfigurationProperty find(String key) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	private static String print(@Nullable Object value) {
		return (value instanceof Duration duration) ? DurationStyle.SIMPLE.print(duration) : String.valueOf(value);
	}

}
