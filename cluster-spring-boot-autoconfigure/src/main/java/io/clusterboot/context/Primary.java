package io.clusterboot.context;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.AbstractApplicationContext;

import io.clusterboot.ClusterSettings;
import io.clusterboot.WorkerChange;
import io.clusterboot.member.ClusterView;
import io.clusterboot.peer.PeerDirectory;
import io.clusterboot.process.MemoryDiet;
import io.clusterboot.protocol.ControlDirectory;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.supervisor.Supervisor;
import io.clusterboot.supervisor.SupervisorListener;

/**
 * The running primary: control channel, launcher and supervisor, put together.
 */
class Primary implements AutoCloseable {

	/**
	 * Most of what a busy machine takes from a signal to its handler.
	 */
	private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(2);

	/**
	 * Seconds in which all is loaded that the primary may need later.
	 */
	private static final long DIET_AFTER = 10;

	private static final Log logger = LogFactory.getLog(Primary.class);

	private final PrimarySettings settings;

	private final WorkerOrigin origin;

	private final PrimaryChannel channel = new PrimaryChannel();

	private final ClusterEventPublisher publisher = new ClusterEventPublisher();

	private final PrimaryOperations operations;

	private final ClusterView view;

	private final PrimaryNews news;

	private final MessageRelay relay = new MessageRelay(this.channel::server);

	private final LocalMessages messages;

	private final PrimaryJar jar;

	private final TerminalInterrupt interrupt = new TerminalInterrupt(INTERRUPT_PATIENCE);

	private final MemoryDiet diet = new MemoryDiet(CompletableFuture.delayedExecutor(DIET_AFTER, TimeUnit.SECONDS,
			OnDemandThreads.one("cluster-memory", Duration.ZERO)));

	private final AtomicBoolean begun = new AtomicBoolean();

	private final CompletableFuture<Void> serving = new CompletableFuture<>();

	private final CountDownLatch serves = new CountDownLatch(1);

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final WorkersEnd end;

	private volatile @Nullable Supervisor supervisor;

	Primary(PrimarySettings settings, SharedPorts ports, @Nullable ClassLoader classLoader) {
		this.settings = settings;
		this.end = new WorkersEnd(settings.supervision().shutdownTimeout(), () -> this.supervisor);
		this.jar = new PrimaryJar(settings, classLoader, () -> this.supervisor);
		this.origin = new WorkerOrigin(settings, ports, this.jar);
		this.operations = new PrimaryOperations(() -> this.supervisor, this::setup);
		this.messages = new LocalMessages(this.relay, this::deliver, settings.maxMessageSize(), classLoader,
				this.publisher);
		this.relay.deliverTo(this.messages.hub());
		this.view = new ClusterView(ClusterView.PRIMARY, settings.forks(), this.operations, this.messages.hub(),
				CallbackThreads.INSTANCE);
		this.messages.hub().senders(this.view::worker);
		this.news = new PrimaryNews(this.view, this.channel::server, this.messages.hub(), this.publisher::publish);
	}

	/**
	 * Return the cluster as the primary sees it.
	 * @return the bean for components of the primary
	 */
	ClusterView view() {
		return this.view;
	}

	PrimaryOperations operations() {
		return this.operations;
	}

	@Nullable PeerDirectory peers() {
		return this.channel.peers();
	}

	/**
	 * Publish what happens to the cluster to the primary's own context.
	 * @param context the context, not refreshed yet
	 */
	void publishTo(AbstractApplicationContext context) {
		this.publisher.attach(context);
		this.messages.attach(context, this.view);
	}

	private void deliver(Runnable messages) {
		ControlServer server = this.channel.server();
		if (server != null) {
			server.execute(messages);
		}
	}

	private void setup(UnaryOperator<ClusterSettings> change) {
		this.news.setup(change);
	}

	/**
	 * Start the first worker, if that has not been done yet, and return; the others
	 * follow by themselves. Nothing is started by a JVM that is on its way down.
	 */
	void start() {
		if (this.begun.compareAndSet(false, true) && stopsWithTheJvm()) {
			startSupervised();
		}
	}

	/**
	 * Have something done when the first worker is ready, or now if it is.
	 * @param action what is to be done, once
	 */
	void onServing(Runnable action) {
		this.serving.thenRun(action).exceptionally((failure) -> {
			logger.error("Something failed that had waited for the first worker", failure);
			return null;
		});
	}

	/**
	 * Have the workers stopped before this JVM ends, even if the application asked for no
	 * shutdown hook of the context's own: they are no business of this process alone.
	 * @return {@code false} if the JVM ends already
	 */
	private boolean stopsWithTheJvm() {
		try {
			Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "cluster-stop"));
			return true;
		}
		catch (IllegalStateException ex) {
			logger.debug("Nothing is forked: " + ex.getMessage());
			return false;
		}
	}

	private void startSupervised() {
		Supplier<@Nullable Supervisor> supervisor = () -> this.supervisor;
		Supplier<@Nullable ControlServer> server = this.channel::server;
		ControlDirectory directory = this.channel
			.open(new ControlEvents(supervisor, server, new RemoteRequests(this.operations, server), this.relay,
					new ConfigurationChanges(this.settings.configured(), logger::warn)));
		PrimarySignals.install(this::askToLeave, this::killAll);
		PrimaryService service = PrimaryService.of(System.getenv(), supervisor,
				this.settings.supervision().shutdownTimeout());
		new OperatorSignals(this.operations, service::reloadRefused).install();
		// Workers wait for it, so before what else there is to do.
		this.jar.take(directory.path());
		SupervisorListener outcome = service.beside(new PrimaryOutcome(() -> {
			this.serves.countDown();
			this.jar.serves();
			this.serving.complete(null);
		}, this::tellReady, this::changed, this.news::reloaded));
		this.news.setup(UnaryOperator.identity());
		logger.info(this.settings.announcement(pid(), port()));
		Supervisor started = this.origin.supervisor(this.view::settings, directory,
				Objects.requireNonNull(server.get()), this.interrupt, outcome);
		this.supervisor = started;
		started.start();
	}

	private void changed(WorkerChange change) {
		this.origin.changed(change);
		this.news.changed(change);
	}

	private void tellReady() {
		this.diet.startSoon();
		Supervisor supervisor = this.supervisor;
		if (supervisor != null) {
			supervisor.status().thenAccept(this.news::ready);
		}
	}

	private static long pid() {
		return ProcessHandle.current().pid();
	}

	int port() {
		return this.origin.port();
	}

	/**
	 * Return a latch that opens when the first worker is ready, or will never be.
	 * @return the latch
	 */
	CountDownLatch serves() {
		return this.serves;
	}

	/**
	 * Return a latch that opens when all workers were stopped.
	 * @return the latch
	 */
	CountDownLatch stopped() {
		return this.stopped;
	}

	/**
	 * Stop all workers in parallel and return when all are gone, at the latest shortly
	 * after the shutdown deadline. Several threads may call it.
	 */
	void stop() {
		this.end.stop();
		close();
		this.stopped.countDown();
		this.serves.countDown();
	}

	private void askToLeave() {
		this.end.ask();
		this.interrupt.heard();
	}

	private void killAll() {
		this.end.kill();
		close();
	}

	@Override
	public void close() {
		this.channel.close();
		this.origin.close();
	}

}
