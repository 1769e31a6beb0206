package io.clusterboot.context;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * What a role does at the stages of {@code SpringApplication.run}.
 */
interface RoleStartup {

	/**
	 * A single process: nothing happens.
	 */
	RoleStartup NONE = new RoleStartup() {

	};

	/**
	 * The environment is complete, no context exists.
	 */
	default void environmentPrepared() {
	}

	/**
	 * The context exists and holds none of the application's definitions.
	 * @param context the context
	 */
	default void contextPrepared(ConfigurableApplicationContext context) {
	}

	/**
	 * The application's sources are registered, nothing is instantiated.
	 * @param context the context
	 */
	default void contextLoaded(ConfigurableApplicationContext context) {
	}

	/**
	 * The context is refreshed, no runner has run.
	 * @param context the context
	 */
	default void started(ConfigurableApplicationContext context) {
	}

	/**
	 * All runners have run.
	 * @param context the context
	 */
	default void ready(ConfigurableApplicationContext context) {
	}

	/**
	 * The run failed.
	 */
	default void failed() {
	}

}
