package io.clusterboot.context;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;

import io.clusterboot.ClusterSettings;
import io.clusterboot.context.ClusterProperties.Scheduling;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.LocalCluster;
import io.clusterboot.peer.PeerDirectory;
import io.clusterboot.protocol.ControlChannelException;
import io.clusterboot.protocol.Leftovers;
import io.clusterboot.protocol.Message;
import io.clusterboot.scheduling.LeaderScheduling;
import io.clusterboot.socket.AcceptGate;
import io.clusterboot.socket.InheritedListener;
import io.clusterboot.socket.ListenerOrigin;
import io.clusterboot.worker.ConnectionShedder;
import io.clusterboot.worker.JvmLoadSampler;
import io.clusterboot.worker.LastResortExit;
import io.clusterboot.worker.LeftoverLog;
import io.clusterboot.worker.RemoteMessages;
import io.clusterboot.worker.RemoteOperations;
import io.clusterboot.worker.WarmUp;
import io.clusterboot.worker.WorkerAgent;

/**
 * Lets the run go on as always and tells the primary how far it is.
 */
class WorkerStartup implements RoleStartup {

	/**
	 * Exit code of a worker that lost its primary: the one of an ordinary stop, since
	 * nobody is left to read it.
	 */
	private static final int PRIMARY_LOST = 143;

	/**
	 * How long a worker that does not serve yet takes to leave: there is nothing that it
	 * would have to finish.
	 */
	private static final Duration STARTING_DEADLINE = Duration.ofSeconds(2);

	private static final ClusterSettings NOTHING_KNOWN = new ClusterSettings(List.of(), List.of(), Map.of(), null,
			false);

	private static final Log logger = LogFactory.getLog(WorkerStartup.class);

	/**
	 * Loaded ahead: by the time it is needed the jar may have been overwritten.
	 */
	private final LastResortExit exit = new LastResortExit();

	private final WorkerSettings settings;

	private final int maxMessageSize;

	private final Map<String, String> configured;

	private final @Nullable ClassLoader classLoader;

	private final JvmLoadSampler sampler = new JvmLoadSampler();

	private final ClusterEventPublisher publisher = new ClusterEventPublisher();

	private final AcceptGate gate = new AcceptGate();

	private final AtomicReference<@Nullable ConnectionShedder> shedder = new AtomicReference<>();

	private @Nullable WorkerAgent agent;

	private @Nullable RemoteOperations operations;

	private @Nullable ClusterView view;

	private @Nullable LocalMessages messages;

	private @Nullable LeaderScheduling scheduling;

	private volatile @Nullable WorkerNews news;

	private volatile @Nullable ReadinessReporter readiness;

	/**
	 * Create a new {@link WorkerStartup} instance.
	 * @param settings what the primary told on the command line
	 * @param maxMessageSize largest message of the application, in bytes
	 * @param configured what this worker was configured with, for the primary
	 * @param classLoader knows the classes of messages
	 */
	WorkerStartup(WorkerSettings settings, int maxMessageSize, Map<String, String> configured,
			@Nullable ClassLoader classLoader) {
		this.settings = settings;
		this.maxMessageSize = maxMessageSize;
		this.configured = configured;
		this.classLoader = classLoader;
	}

	@Override
	public void environmentPrepared() {
		// Ctrl-C reaches the whole process group; only the primary acts on it.
		Signals.ignore("INT");
		OperatorSignals.ignore();
		claimListener();
		String token = System.getenv(WorkerSettings.TOKEN);
		WorkerAgent agent = new WorkerAgent(this.settings.channel(), (token != null) ? token : "",
				this.settings.primary(), this.settings.heartbeatInterval(), this.sampler, this::primaryLost,
				this::heard);
		this.agent = agent;
		LocalMessages messages = new LocalMessages(new RemoteMessages(agent),
				OnDemandThreads.one("cluster-messages", Duration.ofSeconds(10)), this.maxMessageSize, this.classLoader,
				this.publisher);
		this.messages = messages;
		RemoteOperations operations = new RemoteOperations(agent);
		this.operations = operations;
		ClusterView view = new ClusterView(this.settings.identity().id(), NOTHING_KNOWN, operations, messages.hub(),
				CallbackThreads.INSTANCE);
		this.view = view;
		messages.hub().senders(view::worker);
		this.news = new WorkerNews(view, messages.hub(), this.publisher::publish, this.gate, this::shed);
		try {
			agent.start();
			agent.configured(this.configured);
		}
		catch (ControlChannelException ex) {
			throw new IllegalStateException("This worker cannot reach its primary", ex);
		}
	}

	private void claimListener() {
		if (this.settings.listener() == ListenerOrigin.BOUND) {
			return;
		}
		try {
			InheritedListener.claim();
		}
		catch (IOException ex) {
			throw new IllegalStateException("This worker has not got its listening socket, perhaps because something "
					+ "closed the standard input before SpringApplication.run (cluster.listen=reuseport with "
					+ "cluster.steering=off does without)", ex);
		}
	}

	private void heard(Message.FromPrimary message) {
		WorkerNews news = this.news;
		if (news != null) {
			news.accept(message);
		}
	}

	private void shed(int connections) {
		ConnectionShedder shedder = this.shedder.get();
		if (shedder != null) {
			shedder.shed(connections);
		}
	}

	private void primaryLost(String reason) {
		try {
			// The next primary's leader does not wait for this worker.
			Objects.requireNonNull(this.view).gate().close();
		}
		catch (Throwable ex) {
			// Without memory, for one. It has to leave all the same.
		}
		Duration deadline = deadline();
		this.exit.begin(PRIMARY_LOST, deadline, "The primary is gone");
		try {
			logger.warn(
					"The primary is gone (%s); this worker leaves within %d s".formatted(reason, deadline.toSeconds()));
		}
		catch (Throwable ex) {
			// What the log goes to may be gone, too. The exit takes its time all the
			// same.
		}
	}

	private Duration deadline() {
		ReadinessReporter readiness = this.readiness;
		boolean starting = readiness == null || !readiness.isReported();
		boolean idle = starting && this.sampler.activeRequests() == 0;
		Duration timeout = this.settings.shutdownTimeout();
		return (idle && STARTING_DEADLINE.compareTo(timeout) < 0) ? STARTING_DEADLINE : timeout;
	}

	@Override
	public void contextPrepared(ConfigurableApplicationContext context) {
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		WorkerAgent agent = agent();
		ClusterView view = Objects.requireNonNull(this.view);
		beanFactory.registerSingleton("clusterLocalCluster", new LocalCluster(view));
		this.scheduling = new LeaderScheduling(view.gate(), schedulesOnLeader(context.getEnvironment()));
		context.addBeanFactoryPostProcessor(this.scheduling);
		if (context instanceof AbstractApplicationContext publishing) {
			this.publisher.attach(publishing);
			Objects.requireNonNull(this.messages).attach(publishing, view);
		}
		beanFactory.registerSingleton("clusterStatusSource", agent);
		beanFactory.registerSingleton("clusterWorkerIdentity", this.settings.identity());
		beanFactory.registerSingleton("clusterLoadSampler", this.sampler);
		beanFactory.registerSingleton("clusterLeftoverLog", leftoverLog());
		beanFactory.registerSingleton("clusterOperations", Objects.requireNonNull(this.operations));
		beanFactory.registerSingleton("clusterAcceptGate", this.gate);
		beanFactory.registerSingleton("clusterPeerDirectory", PeerDirectory.of(this.settings.channel()));
		context.addApplicationListener(new ListeningReporter(context, agent));
		this.readiness = new ReadinessReporter(context, agent);
		context.addApplicationListener(this.readiness);
	}

	@Override
	public void started(ConfigurableApplicationContext context) {
		this.shedder.set(context.getBeanProvider(ConnectionShedder.class).getIfUnique());
	}

	@Override
	public void ready(ConfigurableApplicationContext context) {
		LeaderScheduling scheduling = this.scheduling;
		if (scheduling != null) {
			scheduling.applicationStarted();
		}
		context.getBeanProvider(WarmUp.class).ifAvailable(WarmUp::run);
		ReadinessReporter readiness = this.readiness;
		if (readiness != null) {
			readiness.runnersDone();
		}
	}

	private boolean schedulesOnLeader(Environment environment) {
		return Binder.get(environment)
			.bind("cluster.scheduling", Scheduling.class)
			.orElse(Scheduling.LEADER) == Scheduling.LEADER;
	}

	private LeftoverLog leftoverLog() {
		return Leftovers.of(this.settings.channel(), this.settings.identity().id())::add;
	}

	private WorkerAgent agent() {
		WorkerAgent agent = this.agent;
		if (agent == null) {
			throw new IllegalStateException("The environment of this worker was never prepared");
		}
		return agent;
	}

}
