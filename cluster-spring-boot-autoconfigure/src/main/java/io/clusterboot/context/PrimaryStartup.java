package io.clusterboot.context;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.admin.SpringApplicationAdminMXBeanRegistrar;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AotApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

import io.clusterboot.web.OtherListenersCheck;
import io.clusterboot.web.UnshareableListenerException;

/**
 * Turns the run into the primary's: a small context without any bean of the application
 * takes the application's place, and {@code SpringApplication.run} never returns.
 */
class PrimaryStartup implements RoleStartup {

	private static final Log logger = LogFactory.getLog(PrimaryStartup.class);

	/**
	 * Exit code after a stop that no signal asked for.
	 */
	private static final int STOPPED = 0;

	private static final String ADMIN_ENABLED = "spring.application.admin.enabled";

	private static final String MANAGEMENT_PORT = "cluster.management.port";

	private final SpringApplication application;

	private final List<String> arguments;

	private final ConfigurableEnvironment environment;

	private final WorkerCount count;

	private final IntConsumer exit;

	private final Consumer<Primary> ahead;

	private final PrimaryComponents components;

	private @Nullable Primary primary;

	PrimaryStartup(SpringApplication application, List<String> arguments, ConfigurableEnvironment environment,
			WorkerCount count) {
		this(application, arguments, environment, count, PrimaryExit::leave, Primary::start);
	}

	PrimaryStartup(SpringApplication application, List<String> arguments, ConfigurableEnvironment environment,
			WorkerCount count, IntConsumer exit, Consumer<Primary> ahead) {
		this.application = application;
		this.arguments = List.copyOf(arguments);
		this.environment = environment;
		this.count = count;
		this.exit = exit;
		this.ahead = ahead;
		this.components = new PrimaryComponents(application);
	}

	@Override
	public void environmentPrepared() {
		this.components.searchAhead(this.environment);
		ClassLoader classLoader = this.application.getClassLoader();
		OtherListenersCheck.find(this.environment, classLoader).ifPresent(PrimaryStartup::refuse);
		new SingleProcessCheck().check(this.environment, classLoader, this.count.workers(), logger::warn);
		PrimarySettings settings = PrimarySettings.of(this.application, this.arguments, this.environment, this.count);
		Primary primary = new Primary(settings, SharedPorts.reserve(this.environment), classLoader);
		this.primary = primary;
		this.environment.getPropertySources().addFirst(new MapPropertySource("clusterPrimary", properties()));
		this.application.setApplicationContextFactory((type) -> new GenericApplicationContext());
		keepBootsOwn();
		if (AotDetector.useGeneratedArtifacts()) {
			this.application.addInitializers(noApplicationBeans());
		}
		startAhead(primary);
	}

	/**
	 * Have the first worker start while this context does, unless something in the
	 * context may have a say in how workers are forked, or may fail.
	 * @param primary the primary
	 */
	private void startAhead(Primary primary) {
		if (!managed() && !this.components.exist(this.environment)) {
			this.ahead.accept(primary);
		}
	}

	private boolean managed() {
		return StringUtils.hasText(this.environment.getProperty(MANAGEMENT_PORT));
	}

	private static void refuse(UnshareableListenerException ex) {
		throw ex;
	}

	private Map<String, Object> properties() {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("spring.main.web-application-type", "none");
		properties.put("spring.main.lazy-initialization", "false");
		properties.put("spring.main.register-shutdown-hook", "true");
		properties.put("spring.main.log-startup-info", "false");
		properties.put("spring.main.sources", "");
		return properties;
	}

	/**
	 * Listeners and initializers of the application and its libraries belong to the
	 * workers. Boot's own multicaster knows the listeners already and tells them that the
	 * context is initialized and prepared; they hear nothing from the context itself.
	 */
	private void keepBootsOwn() {
		this.application.setInitializers(this.application.getInitializers().stream().filter(this::isBoots).toList());
		this.application.setListeners(this.application.getListeners().stream().filter(this::isBoots).toList());
	}

	private boolean isBoots(Object listener) {
		String name = listener.getClass().getName();
		// What is initialized in the background is held here, and would be waited for.
		return name.startsWith("org.springframework.boot.") && !name.contains(".preinitialize.");
	}

	/**
	 * Stands in for the initializer that Spring generated for the application.
	 * @return an initializer that registers nothing
	 */
	private static ApplicationContextInitializer<GenericApplicationContext> noApplicationBeans() {
		AotApplicationContextInitializer<GenericApplicationContext> none = (context) -> {
		};
		return none;
	}

	@Override
	public void contextLoaded(ConfigurableApplicationContext context) {
		GenericApplicationContext primaryContext = (GenericApplicationContext) context;
		removeDefinitions(primaryContext);
		Primary primary = this.primary;
		if (primary != null) {
			primaryContext.getBeanFactory().registerSingleton("cluster", primary.view());
			this.components.registerIn(primaryContext);
			primary.publishTo(primaryContext);
			primary.onServing(() -> writePortFile(primary, context));
			primaryContext.registerBean(PrimaryLifecycle.class, () -> new PrimaryLifecycle(primary));
			if (managed()) {
				PrimaryManagement.registerIn(primaryContext, primary.operations(), primary::peers);
			}
		}
		if (this.environment.getProperty(ADMIN_ENABLED, Boolean.class, false)) {
			primaryContext.registerBean(SpringApplicationAdminMXBeanRegistrar.class, this::adminRegistrar);
		}
	}

	private void writePortFile(Primary primary, ConfigurableApplicationContext context) {
		PrimaryPortFile.write(this.application, context, primary.port());
	}

	private SpringApplicationAdminMXBeanRegistrar adminRegistrar() {
		String name = this.environment.getProperty("spring.application.admin.jmx-name",
				"org.springframework.boot:type=Admin,name=SpringApplication");
		try {
			return new SpringApplicationAdminMXBeanRegistrar(name);
		}
		catch (Exception ex) {
			throw new IllegalStateException("Cannot register the admin MBean under " + name, ex);
		}
	}

	private void removeDefinitions(BeanDefinitionRegistry registry) {
		for (String name : registry.getBeanDefinitionNames()) {
			registry.removeBeanDefinition(name);
		}
	}

	/**
	 * Waits for the first worker, so that Boot's "ready" in the primary means that the
	 * application serves.
	 */
	@Override
	public void started(ConfigurableApplicationContext context) {
		Primary primary = this.primary;
		if (primary != null) {
			await(primary.serves());
			exitIfStopped(primary);
		}
	}

	private void exitIfStopped(Primary primary) {
		if (primary.stopped().getCount() == 0) {
			// By a signal, then the JVM ends already, or because the context was closed.
			this.exit.accept(STOPPED);
		}
	}

	/**
	 * Never returns: code after {@code run} belongs to the workers. The JVM ends by a
	 * signal, by {@code System.exit} or because the context was closed.
	 */
	@Override
	public void ready(ConfigurableApplicationContext context) {
		Primary primary = this.primary;
		if (primary != null) {
			await(primary.stopped());
			exitIfStopped(primary);
		}
	}

	private void await(CountDownLatch latch) {
		while (true) {
			try {
				latch.await();
				return;
			}
			catch (InterruptedException ex) {
				logger.debug("Interrupted; the primary does not end by that");
			}
		}
	}

	@Override
	public void failed() {
		Primary primary = this.primary;
		if (primary != null) {
			primary.stop();
		}
	}

}
