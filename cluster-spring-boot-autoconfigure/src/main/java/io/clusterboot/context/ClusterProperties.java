package io.clusterboot.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

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
	 * How workers come by their listening socket.
	 */
	private Listen listen = Listen.REUSEPORT;

	/**
	 * How long nobody may be there to serve before connections are refused instead of
	 * waiting, and how long those wait whose worker was killed while it left. Has no
	 * effect without steering.
	 */
	private Duration refuseAfter = Duration.ofSeconds(10);

	/**
	 * Whether to have the kernel spare workers that are new or about to stop, where that
	 * is possible. Has no effect if all workers share one listener.
	 */
	private Steering steering = Steering.AUTO;

	/**
	 * Time in which the share of new connections of a new worker grows to a full one.
	 */
	private Duration slowStart = Duration.ofSeconds(10);

	/**
	 * Environment variables added to each worker. "{ordinal}", "{id}" and "{generation}"
	 * are replaced by the worker's own.
	 */
	private final Map<String, String> env = new LinkedHashMap<>();

	/**
	 * Properties with whole numbers of which each worker gets the part that falls to it,
	 * and at least 1: what is set goes for all workers together.
	 */
	private final List<String> divide = new ArrayList<>();

	@NestedConfigurationProperty
	private final StartupProperties startup = new StartupProperties();

	@NestedConfigurationProperty
	private final RestartProperties restart = new RestartProperties();

	@NestedConfigurationProperty
	private final HeartbeatProperties heartbeat = new HeartbeatProperties();

	@NestedConfigurationProperty
	private final ShutdownProperties shutdown = new ShutdownProperties();

	@NestedConfigurationProperty
	private final JvmProperties jvm = new JvmProperties();

	@NestedConfigurationProperty
	private final MessagesProperties messages = new MessagesProperties();

	@NestedConfigurationProperty
	private final DrainProperties drain = new DrainProperties();

	@NestedConfigurationProperty
	private final ReloadProperties reload = new ReloadProperties();

	@NestedConfigurationProperty
	private final WarmupProperties warmup = new WarmupProperties();

	@NestedConfigurationProperty
	private final RecycleProperties recycle = new RecycleProperties();

	@NestedConfigurationProperty
	private final MetricsProperties metrics = new MetricsProperties();

	@NestedConfigurationProperty
	private ManagementProperties management = ManagementProperties.DEFAULTS;

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

	public Listen getListen() {
		return this.listen;
	}

	public void setListen(Listen listen) {
		this.listen = listen;
	}

	public Duration getRefuseAfter() {
		return this.refuseAfter;
	}

	public void setRefuseAfter(Duration refuseAfter) {
		this.refuseAfter = refuseAfter;
	}

	public Steering getSteering() {
		return this.steering;
	}

	public void setSteering(Steering steering) {
		this.steering = steering;
	}

	public Duration getSlowStart() {
		return this.slowStart;
	}

	public void setSlowStart(Duration slowStart) {
		this.slowStart = slowStart;
	}

	public List<String> getDivide() {
		return this.divide;
	}

	public Map<String, String> getEnv() {
		return this.env;
	}

	public StartupProperties getStartup() {
		return this.startup;
	}

	public RestartProperties getRestart() {
		return this.restart;
	}

	public HeartbeatProperties getHeartbeat() {
		return this.heartbeat;
	}

	public ShutdownProperties getShutdown() {
		return this.shutdown;
	}

	public JvmProperties getJvm() {
		return this.jvm;
	}

	public MessagesProperties getMessages() {
		return this.messages;
	}

	public DrainProperties getDrain() {
		return this.drain;
	}

	public ReloadProperties getReload() {
		return this.reload;
	}

	public WarmupProperties getWarmup() {
		return this.warmup;
	}

	public RecycleProperties getRecycle() {
		return this.recycle;
	}

	public MetricsProperties getMetrics() {
		return this.metrics;
	}

	public ManagementProperties getManagement() {
		return this.management;
	}

	public void setManagement(ManagementProperties management) {
		this.management = management;
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
	 * How workers come by their listening socket.
	 */
	public enum Listen {

		/**
		 * Each has one of its own, among which the kernel chooses.
		 */
		REUSEPORT,

		/**
		 * All accept from one that the primary holds.
		 */
		SHARED

	}

	/**
	 * Whether the kernel is told which worker gets a new connection.
	 */
	public enum Steering {

		/**
		 * Where that is possible.
		 */
		AUTO,

		/**
		 * Never.
		 */
		OFF

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
