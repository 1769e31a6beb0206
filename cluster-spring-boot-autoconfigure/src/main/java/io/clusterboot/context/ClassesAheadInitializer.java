package io.clusterboot.context;

import org.springframework.boot.bootstrap.BootstrapRegistry;
import org.springframework.boot.bootstrap.BootstrapRegistryInitializer;

import io.clusterboot.cache.ClassesAhead;

/**
 * Has a worker begin to load classes ahead. Registers nothing: it is what Boot calls
 * first.
 */
class ClassesAheadInitializer implements BootstrapRegistryInitializer {

	ClassesAheadInitializer() {
		ClassesAhead.startIfWanted();
	}

	@Override
	public void initialize(BootstrapRegistry registry) {
	}

}
