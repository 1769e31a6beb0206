package io.clusterboot.context;

import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.SpringProperties;

/**
 * Tells whether the run belongs to a build: it makes something and ends.
 */
final class BuildRun {

	private BuildRun() {
	}

	static boolean isAotProcessing(ApplicationRun run) {
		return Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)
				|| run.stack().hasClass("org.springframework.boot.SpringApplicationAotProcessor");
	}

	static boolean isTraining(ApplicationRun run) {
		return isOnRefresh(DefaultLifecycleProcessor.EXIT_PROPERTY_NAME)
				|| isOnRefresh(DefaultLifecycleProcessor.CHECKPOINT_PROPERTY_NAME)
				|| run.arguments().get().isTraining();
	}

	private static boolean isOnRefresh(String key) {
		return DefaultLifecycleProcessor.ON_REFRESH_VALUE.equalsIgnoreCase(SpringProperties.getProperty(key));
	}

}
