package io.clusterboot.context;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * One call of {@code SpringApplication.run}, at the moment when its environment is
 * complete.
 *
 * @param application the application that is run
 * @param environment its environment
 * @param stack who called it
 * @param arguments options of this JVM, which few need
 */
record ApplicationRun(SpringApplication application, ConfigurableEnvironment environment, CallStack stack,
		Supplier<JvmArguments> arguments) {

	/**
	 * Return a property, in every spelling that Spring Boot accepts.
	 * @param <T> type of the value
	 * @param key name of the property
	 * @param type type of the value
	 * @return the value, or null where it is not set
	 */
	<T> @Nullable T property(String key, Class<T> type) {
		return Binder.get(this.environment).bind(key, type).orElse(null);
	}

	boolean hasPropertySource(String name) {
		return this.environment.getPropertySources().contains(name);
	}

	/**
	 * Return whether the application has an initializer of the class. By name because the
	 * class need not be there.
	 * @param className name of the initializer's class
	 * @return whether it has one
	 */
	boolean hasInitializer(String className) {
		return this.application.getInitializers()
			.stream()
			.anyMatch((initializer) -> initializer.getClass().getName().equals(className));
	}

}
