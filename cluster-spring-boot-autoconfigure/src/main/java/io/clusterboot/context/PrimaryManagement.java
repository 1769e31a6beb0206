package io.clusterboot.context;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

import io.clusterboot.WorkerReadyEvent;
import io.clusterboot.management.ClusterScrapes;
import io.clusterboot.management.ManagedPrimary;
import io.clusterboot.management.ManagementRequirements;
import io.clusterboot.management.ManagementServer;
import io.clusterboot.management.ManagementUnavailableException;
import io.clusterboot.management.PrometheusSource;
import io.clusterboot.member.JsonCodec;
import io.clusterboot.messaging.JsonLibrary;
import io.clusterboot.peer.PeerDirectory;

/**
 * Starts the management server before the first worker and stops it after the last. Once
 * a worker is ready, whatever the server may need later is loaded: there is no reading
 * from the application's jar when that is overwritten in place.
 */
final class PrimaryManagement
		implements SmartLifecycle, ApplicationListener<PayloadApplicationEvent<WorkerReadyEvent>> {

	private static final List<String> PACKAGES = List.of("io.clusterboot.management", "io.clusterboot.actuate",
			"io.clusterboot.health", "io.clusterboot.peer", "io.clusterboot.metrics");

	private static final List<String> PROMETHEUS = List.of("io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
			"io.clusterboot.metrics.ClusterMetrics");

	private static final Log logger = LogFactory.getLog(PrimaryManagement.class);

	private final GenericApplicationContext context;

	private final PrimaryOperations operations;

	private final Supplier<@Nullable PeerDirectory> peers;

	private final AtomicReference<@Nullable ManagementServer> server = new AtomicReference<>();

	private final AtomicReference<@Nullable PrometheusSource> source = new AtomicReference<>();

	private final AtomicBoolean warm = new AtomicBoolean();

	private PrimaryManagement(GenericApplicationContext context, PrimaryOperations operations,
			Supplier<@Nullable PeerDirectory> peers) {
		this.context = context;
		this.operations = operations;
		this.peers = peers;
	}

	/**
	 * Have the server started with the context.
	 * @param context the primary's context
	 * @param operations what the server shows and changes
	 * @param peers gives where workers are asked directly
	 */
	static void registerIn(GenericApplicationContext context, PrimaryOperations operations,
			Supplier<@Nullable PeerDirectory> peers) {
		context.registerBean(PrimaryManagement.class, () -> new PrimaryManagement(context, operations, peers));
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE + 1;
	}

	@Override
	public void start() {
		ManagementRequirements.check(this.context.getClassLoader());
		ClusterProperties properties = Binder.get(this.context.getEnvironment())
			.bindOrCreate("cluster", ClusterProperties.class);
		ManagementProperties management = properties.getManagement();
		Integer port = management.port();
		if (port != null) {
			PrometheusSource source = source(properties);
			this.source.set(source);
			ManagedPrimary primary = new ManagedPrimary(this.operations, this.operations, this.operations::hasStarted,
					properties.getRestart().getLimit(), json(), source);
			ManagementServer server = ManagementServer.start(management.address(), port, primary,
					this.context.getEnvironment());
			this.server.set(server);
			logger.info("Management server of the primary listens on " + server);
		}
	}

	private @Nullable PrometheusSource source(ClusterProperties properties) {
		ClassLoader classLoader = this.context.getClassLoader();
		boolean exported = this.context.getEnvironment()
			.getProperty("management.prometheus.metrics.export.enabled", Boolean.class, true);
		return (exported && PROMETHEUS.stream().allMatch((name) -> ClassUtils.isPresent(name, classLoader)))
				? new ClusterScrapes(this.operations, this.peers, properties.getManagement().timeout(),
						PrimarySettings.parkAfter(properties.getHeartbeat(), this.context.getEnvironment()))
				: null;
	}

	/**
	 * Return a mapper as it comes: what the application configures for its own JSON is
	 * not for endpoints, in workers neither.
	 * @return gives the mapper
	 */
	private Supplier<JsonCodec> json() {
		Supplier<JsonCodec> json = JsonLibrary.plain(this.context.getEnvironment(), this.context.getClassLoader());
		if (json == null) {
			throw ManagementUnavailableException.withoutJson();
		}
		return SingletonSupplier.of(json);
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<WorkerReadyEvent> event) {
		if (this.warm.compareAndSet(false, true)) {
			Thread thread = new Thread(this::warmUp, "cluster-management-preload");
			thread.setDaemon(true);
			thread.setPriority(Thread.MIN_PRIORITY);
			thread.start();
		}
	}

	private void warmUp() {
		try {
			int loaded = new ClassPreloader(PACKAGES, this.context.getClassLoader()).load();
			ManagementServer server = this.server.get();
			if (server != null) {
				server.warmUp();
			}
			PrometheusSource source = this.source.get();
			if (source != null) {
				source.scrape("application/openmetrics-text", Set.of());
				source.scrape(null, Set.of());
			}
			logger.debug("The management server is warm, with " + loaded + " classes");
		}
		catch (Exception | LinkageError ex) {
			logger.debug("Classes of the management server are loaded when they are needed", ex);
		}
	}

	@Override
	public void stop() {
		ManagementServer server = this.server.getAndSet(null);
		if (server != null) {
			server.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.server.get() != null;
	}

}
