package io.clusterboot.context;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * Has Boot wait with what it initializes in the background where this JVM may become the
 * primary. Runs once the configuration is loaded, before Boot begins with that.
 */
class PreinitializationHold implements EnvironmentPostProcessor, Ordered {

	private final Preinitialization preinitialization;

	PreinitializationHold() {
		this(Preinitialization.OF_THIS_JVM);
	}

	PreinitializationHold(Preinitialization preinitialization) {
		this.preinitialization = preinitialization;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (StringUtils.hasText(environment.getProperty("cluster.workers"))
				&& !new WorkerMarker(System::getProperty).isPresent()) {
			this.preinitialization.hold();
		}
	}

}
