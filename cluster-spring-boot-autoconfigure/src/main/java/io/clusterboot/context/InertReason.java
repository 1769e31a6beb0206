package io.clusterboot.context;

import java.util.Arrays;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.core.NativeDetector;

/**
 * Reasons why a run is none that a cluster can take the place of, although
 * {@code cluster.workers} is set. The first that applies is the one that is told, so the
 * cause comes before what follows from it.
 */
enum InertReason {

	/** The application or its main method was called by a test. */
	TEST("running as a test", TestRun::isTest),

	/** The build generates code ahead of time. */
	AOT_PROCESSING("running ahead-of-time processing", BuildRun::isAotProcessing),

	/** The run exists to write a cache, a checkpoint or an agent's report. */
	TRAINING("running to train a cache or to take a checkpoint", BuildRun::isTraining),

	/** There is no java command to fork. */
	NATIVE_IMAGE("running as a native image", (run) -> NativeDetector.inNativeImage()),

	/** {@code SpringApplication.from(..)}, as for {@code spring-boot:test-run}. */
	AUGMENTED("started with SpringApplication.from(..).with(..)", MainRun::isAugmented),

	/** Somebody else took control of the run. */
	HOOKED("started through SpringApplication.withHook(..)", MainRun::isHooked),

	/** A servlet container owns the port. */
	WAR("deployed as a WAR in a servlet container", MainRun::isDeployedAsWar),

	/** DevTools restarts the application in this JVM. */
	DEVTOOLS("DevTools restarts the application", MainRun::isDevToolsRestart),

	/** Spring Cloud reads its bootstrap configuration. */
	CLOUD_BOOTSTRAP("a Spring Cloud bootstrap context", (run) -> run.hasPropertySource("bootstrap")),

	/** Spring Cloud reads the configuration anew. */
	CLOUD_REFRESH("a Spring Cloud refresh context", (run) -> run.hasPropertySource("refreshArgs")),

	/** One context among several. */
	HIERARCHY("one of several contexts built as a hierarchy", MainRun::isPartOfHierarchy),

	/** A batch job or a tool. */
	NOT_WEB("not a web application", WebRun::isNotWeb),

	/** A web application that does not listen. */
	NO_PORT("server.port is negative", WebRun::hasNoPort),

	/** Nothing that could listen. */
	NO_SERVER("no embedded web server on the class path", WebRun::hasNoServer),

	/** A library or a launcher runs the application: its command cannot be repeated. */
	NOT_MAIN("not started by a main method on the main thread", (run) -> !run.stack().startsAtMain());

	private final String text;

	private final Predicate<ApplicationRun> applies;

	InertReason(String text, Predicate<ApplicationRun> applies) {
		this.text = text;
		this.applies = applies;
	}

	/**
	 * Return why a run is not the application that a cluster could take the place of.
	 * @param run the run
	 * @return the first reason, or null where there is none
	 */
	static @Nullable InertReason of(ApplicationRun run) {
		return Arrays.stream(values()).filter((reason) -> reason.applies(run)).findFirst().orElse(null);
	}

	/**
	 * Return whether a run inside a worker is not the worker's application. Only what
	 * tells runs of one JVM apart counts: that this JVM is a worker is already certain.
	 * @param run a run in a worker
	 * @return whether it is a run beside the application's
	 */
	static boolean isSideRun(ApplicationRun run) {
		return CLOUD_BOOTSTRAP.applies(run) || CLOUD_REFRESH.applies(run) || HIERARCHY.applies(run)
				|| NOT_WEB.applies(run);
	}

	boolean applies(ApplicationRun run) {
		return this.applies.test(run);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
