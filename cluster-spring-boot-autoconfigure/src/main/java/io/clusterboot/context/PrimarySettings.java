package io.clusterboot.context;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

import io.clusterboot.ClusterSettings;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.cache.CacheSettings;
import io.clusterboot.context.ClusterProperties.StartupOrder;
import io.clusterboot.process.HeapShare;
import io.clusterboot.process.PrimaryCommand;
import io.clusterboot.supervisor.SupervisorSettings;

/**
 * What the primary was told, fixed for its life.
 *
 * @param count number of workers and how it came about
 * @param supervision settings of the supervisor
 * @param command the primary's own command line
 * @param arguments the primary's own program arguments
 * @param jvmArgs JVM options of each worker, with placeholders
 * @param environment environment variables of each worker, with placeholders
 * @param workerOptions further options of one worker
 * @param maxMessageSize largest message of the application, in bytes
 * @param sharing how the workers are to share the application's own port
 * @param watch whether to reload when the application's jar has changed on disk
 * @param heap how the memory is shared out
 * @param processors how many processors each worker reckons with
 * @param cache what workers are to share on disk
 * @param divided properties of which each worker gets a part
 * @param configured the properties that hold for the primary's life, as written
 */
record PrimarySettings(WorkerCount count, SupervisorSettings supervision, PrimaryCommand command,
		List<String> arguments, List<String> jvmArgs, Map<String, String> environment,
		Function<WorkerIdentity, List<String>> workerOptions, int maxMessageSize, PortSharing.Wanted sharing,
		boolean watch, HeapPlan heap, ProcessorPlan processors, CacheSettings cache, DividedProperties divided,
		Map<String, String> configured) {

	/**
	 * Default of {@code spring.lifecycle.timeout-per-shutdown-phase}.
	 */
	private static final Duration BOOT_SHUTDOWN_PHASE = Duration.ofSeconds(30);

	private static final Duration SHUTDOWN_MARGIN = Duration.ofSeconds(5);

	PrimarySettings {
		arguments = List.copyOf(arguments);
		jvmArgs = List.copyOf(jvmArgs);
		environment = Map.copyOf(environment);
	}

	static PrimarySettings of(SpringApplication application, List<String> arguments,
			ConfigurableEnvironment environment, WorkerCount count) {
		ClusterProperties properties = Binder.get(environment).bindOrCreate("cluster", ClusterProperties.class);
		PrimaryCommand command = PrimaryCommand.current(arguments);
		HeapPlan heap = heap(properties);
		List<String> console = Console.ofThisJvm().workerOptions(environment);
		Function<WorkerIdentity, List<String>> options = (worker) -> {
			List<String> all = new ArrayList<>(console);
			all.addAll(PrimaryPortFile.workerOptions(application, worker));
			all.addAll(PrimaryPidFile.workerOptions(application, worker));
			return all;
		};
		return new PrimarySettings(count, supervision(properties, environment, command, count.workers()), command,
				arguments, properties.getJvm().getArgs(), properties.getEnv(), options,
				(int) properties.getMessages().getMaxSize().toBytes(), PortSharing.Wanted.of(properties),
				properties.getReload().isWatch(), heap, processors(properties.getJvm(), command),
				cache(properties.getJvm(), heap.share(count.workers())), DividedProperties.of(environment),
				ConfiguredProperties.of(environment));
	}

	private static HeapPlan heap(ClusterProperties properties) {
		return HeapPlan.of(properties.getJvm(), Resources.current(JvmArguments.current()));
	}

	private static ProcessorPlan processors(JvmProperties jvm, PrimaryCommand command) {
		List<String> sources = command.sources().toList();
		return ProcessorPlan.of(jvm.getCpus(), Runtime.getRuntime().availableProcessors(), jvm.binds(),
				number(JvmArguments.current().last("-XX:ActiveProcessorCount=")), CollectorPlan.current(sources),
				CompilerPlan.current(sources));
	}

	private static OptionalInt number(@Nullable String count) {
		return (count != null && count.matches("[0-9]{1,9}")) ? OptionalInt.of(Integer.parseInt(count))
				: OptionalInt.empty();
	}

	private static CacheSettings cache(JvmProperties jvm, @Nullable HeapShare share) {
		List<String> options = new ArrayList<>(JvmArguments.current().values());
		options.addAll(jvm.getArgs());
		options.add("-Xmx" + ((share != null) ? share.max() : Runtime.getRuntime().maxMemory()));
		String folder = jvm.cacheFolder();
		return new CacheSettings(jvm.caches(), (folder != null) ? Path.of(folder) : null, options);
	}

	private static SupervisorSettings supervision(ClusterProperties properties, ConfigurableEnvironment environment,
			PrimaryCommand command, int workers) {
		StartupProperties startup = properties.getStartup();
		RestartProperties restart = properties.getRestart();
		HeartbeatProperties heartbeat = properties.getHeartbeat();
		Integer parallelism = startup.getParallelism();
		return new SupervisorSettings(workers, startup.getOrder() == StartupOrder.PILOT,
				(parallelism != null) ? parallelism : Runtime.getRuntime().availableProcessors(), startup.getTimeout(),
				restart.getInitialBackoff(), restart.getMaxBackoff(), restart.isEnabled(), restart.getLimit(),
				restart.getPeriod(), heartbeat.getInterval(), parkAfter(heartbeat, environment), heartbeat.getTimeout(),
				command.debugger() == PrimaryCommand.Debugger.NONE, shutdownTimeout(properties, environment),
				properties.getDrain().getPeriod(), properties.getSlowStart(), properties.getRefuseAfter(),
				properties.getReload().getTimeout(), properties.getRecycle().toSettings());
	}

	/**
	 * Return the age of a heartbeat that parks a worker. A default that is no longer than
	 * the interval would park workers that are well.
	 * @param heartbeat the properties
	 * @param environment tells whether the user set it
	 * @return the age
	 */
	static Duration parkAfter(HeartbeatProperties heartbeat, ConfigurableEnvironment environment) {
		Duration twice = heartbeat.getInterval().multipliedBy(2);
		boolean set = Binder.get(environment).bind("cluster.heartbeat.park-after", String.class).isBound();
		return (set || heartbeat.getParkAfter().compareTo(twice) >= 0) ? heartbeat.getParkAfter() : twice;
	}

	private static Duration shutdownTimeout(ClusterProperties properties, ConfigurableEnvironment environment) {
		Duration timeout = properties.getShutdown().getTimeout();
		if (timeout != null) {
			return timeout;
		}
		return Binder.get(environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElse(BOOT_SHUTDOWN_PHASE)
			.plus(SHUTDOWN_MARGIN)
			.plus(beyondMargin(properties.getDrain().getPeriod()));
	}

	/**
	 * Return what a longer drain takes of the time that requests may take.
	 * @param drainPeriod how long a worker that leaves goes on accepting
	 * @return the time that the margin does not cover
	 */
	private static Duration beyondMargin(Duration drainPeriod) {
		Duration usual = new DrainProperties().getPeriod();
		return (drainPeriod.compareTo(usual) > 0) ? drainPeriod.minus(usual) : Duration.ZERO;
	}

	/**
	 * Return what later forks are started with until the application changes it.
	 * @return the settings
	 */
	ClusterSettings forks() {
		return new ClusterSettings(this.arguments, this.jvmArgs, this.environment, null, false);
	}

	String announcement(long pid, int port) {
		String workers = (this.count.workers() == 1) ? "worker" : "workers";
		String arithmetic = (this.count.arithmetic() != null) ? " (" + this.count.arithmetic() + ")" : "";
		return "Primary %d starts %d %s on port %d%s".formatted(pid, this.count.workers(), workers, port, arithmetic);
	}

}
