package io.clusterboot.context;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.Ordered;

/**
 * The first of those that Boot runs one after the other in the background: the others
 * have to wait until this JVM is known not to be the primary. There they wait for ever,
 * and what they load (a validator, converters, JSON) takes no memory.
 */
class HeldPreinitializer implements BackgroundPreinitializer, Ordered {

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void preinitialize() throws InterruptedException {
		Preinitialization.OF_THIS_JVM.await();
	}

}
