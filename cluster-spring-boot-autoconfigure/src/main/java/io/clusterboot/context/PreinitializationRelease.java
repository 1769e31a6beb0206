package io.clusterboot.context;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Lets Boot initialize in the background when a run fails, before Boot waits for that.
 */
class PreinitializationRelease implements SpringApplicationRunListener, Ordered {

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
		Preinitialization.OF_THIS_JVM.release();
	}

}
