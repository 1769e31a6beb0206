package io.clusterboot.context;

import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Decides which role this JVM plays as soon as the environment is complete, and hands the
 * rest of the run over to that role. Ordered last, because Boot loads the configuration
 * data in a listener of the same event.
 */
class ClusterRunListener implements SpringApplicationRunListener, Ordered {

	private static final Log logger = LogFactory.getLog(ClusterRunListener.class);

	private final SpringApplication application;

	private final List<String> arguments;

	private RoleStartup startup = RoleStartup.NONE;

	ClusterRunListener(SpringApplication application, String[] args) {
		this.application = application;
		this.arguments = List.of(args);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
			ConfigurableEnvironment environment) {
		Role role = new RoleDecision().decide(this.application, environment);
		if (!(role instanceof Role.Primary)) {
			Preinitialization.OF_THIS_JVM.release();
		}
		this.startup = startup(role, environment);
		this.startup.environmentPrepared();
	}

	private RoleStartup startup(Role role, ConfigurableEnvironment environment) {
		if (role instanceof Role.Primary primary) {
			return new PrimaryStartup(this.application, this.arguments, environment, primary.count());
		}
		if (role instanceof Role.Worker worker) {
			return new WorkerStartup(WorkerSettings.of(worker, System::getProperty), maxMessageSize(environment),
					ConfiguredProperties.of(environment), this.application.getClassLoader());
		}
		log((Role.Single) role);
		return RoleStartup.NONE;
	}

	private int maxMessageSize(ConfigurableEnvironment environment) {
		ClusterProperties properties = Binder.get(environment).bindOrCreate("cluster", ClusterProperties.class);
		return (int) properties.getMessages().getMaxSize().toBytes();
	}

	private void log(Role.Single single) {
		if (single.reason() == null) {
			return;
		}
		if (single.warn()) {
			logger.warn("Not clustered: " + single.reason());
		}
		else {
			logger.info("Not clustered: " + single.reason());
		}
	}

	@Override
	public void contextPrepared(ConfigurableApplicationContext context) {
		this.startup.contextPrepared(context);
	}

	@Override
	public void contextLoaded(ConfigurableApplicationContext context) {
		this.startup.contextLoaded(context);
	}

	@Override
	public void started(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
		this.startup.started(context);
	}

	@Override
	public void ready(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
		this.startup.ready(context);
	}

	@Override
	public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
		this.startup.failed();
	}

}
