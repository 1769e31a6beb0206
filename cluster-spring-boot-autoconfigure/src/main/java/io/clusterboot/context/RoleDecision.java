package io.clusterboot.context;

import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * Decides which role a run of an application plays, once its environment is complete and
 * before its context exists.
 */
final class RoleDecision {

	private static final RunHistory HISTORY = new RunHistory();

	private final RunHistory history;

	private final WorkerMarker marker;

	private final Supplier<CallStack> stack;

	private final Supplier<JvmArguments> arguments;

	private final Function<JvmArguments, Machine> machine;

	/**
	 * Create a new {@link RoleDecision} instance for this JVM.
	 */
	RoleDecision() {
		this(HISTORY, new WorkerMarker(System::getProperty), CallStack::current, JvmArguments::current,
				Machine::current);
	}

	RoleDecision(RunHistory history, WorkerMarker marker, Supplier<CallStack> stack, Supplier<JvmArguments> arguments,
			Function<JvmArguments, Machine> machine) {
		this.history = history;
		this.marker = marker;
		this.stack = stack;
		this.arguments = arguments;
		this.machine = machine;
	}

	/**
	 * Decide the role of a run. Has to be called on the thread and within the call of
	 * {@code SpringApplication.run}.
	 * @param application the application that is run
	 * @param environment its environment, with its configuration loaded
	 * @return the role
	 * @throws InvalidClusterPropertyException if a property has a value that is not
	 * allowed
	 * @throws WorkerMarkerException if only a part of a worker's marker is there
	 */
	Role decide(SpringApplication application, ConfigurableEnvironment environment) {
		if (this.marker.isPresent()) {
			return decideInWorker(run(application, environment));
		}
		Binder binder = Binder.get(environment);
		if (!StringUtils.hasText(binder.bind("cluster.workers", String.class).orElse(null))) {
			return Role.Single.silent();
		}
		if (!binder.bind("cluster.enabled", Boolean.class).orElse(true)) {
			return Role.Single.because("cluster.enabled is false");
		}
		ApplicationRun run = run(application, environment);
		InertReason reason = InertReason.of(run);
		return (reason != null) ? inert(reason) : decideForApplication(run, binder);
	}

	private ApplicationRun run(SpringApplication application, ConfigurableEnvironment environment) {
		return new ApplicationRun(application, environment, this.stack.get(), this.arguments);
	}

	// The primary never returns from its run, so what runs beside it would run unnoticed
	// in the workers: it must not take the worker's one connection.
	private Role decideInWorker(ApplicationRun run) {
		Role.Worker worker = this.marker.read();
		return (!InertReason.isSideRun(run) && this.history.claim()) ? worker : Role.Single.silent();
	}

	private Role inert(InertReason reason) {
		boolean warn = reason == InertReason.HIERARCHY && this.history.claimHierarchyWarning();
		return new Role.Single(reason.toString(), warn);
	}

	private Role decideForApplication(ApplicationRun run, Binder binder) {
		ClusterProperties properties = binder.bindOrCreate("cluster", ClusterProperties.class);
		new ClusterPropertiesValidator(run.environment()).validate(properties);
		JvmArguments arguments = run.arguments().get();
		Machine machine = this.machine.apply(arguments);
		if (!machine.balancesPort()) {
			return new Role.Single("runs as a single process on " + machine.platform()
					+ ", which does not spread the connections of one port over several processes", true);
		}
		String debugged = debugged(arguments, properties);
		return (debugged != null) ? Role.Single.because(debugged)
				: claim(WorkerCount.resolve(properties, machine.resources()));
	}

	private @Nullable String debugged(JvmArguments arguments, ClusterProperties properties) {
		if (arguments.connectsToDebugger()) {
			return "this JVM connects to a debugger (server=n), which cannot take several";
		}
		String workers = properties.getWorkers();
		return (arguments.hasDebugger() && workers != null && WorkerCount.isAuto(workers))
				? "a debugger may attach; set cluster.workers to a number to debug a cluster" : null;
	}

	private Role claim(WorkerCount count) {
		return this.history.claim() ? new Role.Primary(count)
				: Role.Single.because("another run in this JVM is the cluster's primary");
	}

}
