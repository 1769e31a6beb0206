package io.clusterboot.context;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;

import io.clusterboot.protocol.ControlChannelException;
import io.clusterboot.protocol.Leftovers;
import io.clusterboot.worker.JvmLoadSampler;
import io.clusterboot.worker.LastResortExit;
import io.clusterboot.worker.LeftoverLog;
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

	private static final Log logger = LogFactory.getLog(WorkerStartup.class);

	private final WorkerSettings settings;

	private final JvmLoadSampler sampler = new JvmLoadSampler();

	private @Nullable WorkerAgent agent;

	private volatile @Nullable ReadinessReporter readiness;

	WorkerStartup(WorkerSettings settings) {
		this.settings = settings;
	}

	@Override
	public void environmentPrepared() {
		// Ctrl-C reaches the whole process group; only the primary acts on it.
		Signals.ignore("INT");
		String token = System.getenv(WorkerSettings.TOKEN);
		WorkerAgent agent = new WorkerAgent(this.settings.channel(), (token != null) ? token : "",
				this.settings.primary(), this.settings.heartbeatInterval(), this.sampler, this::primaryLost);
		this.agent = agent;
		try {
			agent.start();
		}
		catch (ControlChannelException ex) {
			throw new IllegalStateException("This worker cannot reach its primary", ex);
		}
	}

	private void primaryLost(String reason) {
		Duration deadline = deadline();
		// Before it is logged, because what the log goes to may be gone, too.
		new LastResortExit(deadline).begin(PRIMARY_LOST, "The primary is gone");
		logger.warn("The primary is gone (%s); this worker leaves within %d s".formatted(reason, deadline.toSeconds()));
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
		beanFactory.registerSingleton("clusterStatusSource", agent);
		beanFactory.registerSingleton("clusterWorkerIdentity", this.settings.identity());
		beanFactory.registerSingleton("clusterLoadSampler", this.sampler);
		beanFactory.registerSingleton("clusterLeftoverLog", leftoverLog());
		context.addApplicationListener(new ListeningReporter(context, agent));
		this.readiness = new ReadinessReporter(context, agent);
		context.addApplicationListener(this.readiness);
	}

	@Override
	public void ready(ConfigurableApplicationContext context) {
		ReadinessReporter readiness = this.readiness;
		if (readiness != null) {
			readiness.runnersDone();
		}
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
