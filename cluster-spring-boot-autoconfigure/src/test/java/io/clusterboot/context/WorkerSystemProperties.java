package io.clusterboot.context;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JUnit extension that lets a test run as if its JVM were a worker.
 */
class WorkerSystemProperties implements AfterEachCallback {

	void set(long id, int ordinal) {
		System.setProperty("cluster.worker.id", Long.toString(id));
		System.setProperty("cluster.worker.ordinal", Integer.toString(ordinal));
		System.setProperty("cluster.worker.generation", "1");
		System.setProperty("cluster.worker.channel", "/no/channel");
	}

	void count(int workers) {
		System.setProperty("cluster.worker.count", Integer.toString(workers));
	}

	void ports(String ports) {
		System.setProperty("cluster.worker.ports", ports);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		System.clearProperty("cluster.worker.id");
		System.clearProperty("cluster.worker.ordinal");
		System.clearProperty("cluster.worker.generation");
		System.clearProperty("cluster.worker.channel");
		System.clearProperty("cluster.worker.ports");
		System.clearProperty("cluster.worker.count");
	}

}
