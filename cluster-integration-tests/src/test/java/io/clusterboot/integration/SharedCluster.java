package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster for all tests of a class that want the same one and leave it as it was.
 */
class SharedCluster implements BeforeAllCallback, AfterAllCallback {

	private final TestCluster cluster = new TestCluster();

	private final Function<TestCluster, RunningCluster> start;

	private RunningCluster running;

	/**
	 * Create a new {@link SharedCluster} instance.
	 * @param start starts the cluster, once a test asks for it
	 */
	SharedCluster(Function<TestCluster, RunningCluster> start) {
		this.start = start;
	}

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		this.cluster.beforeEach(context);
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		this.cluster.afterEach(context);
	}

	Path directory() {
		return this.cluster.directory();
	}

	RunningCluster running() {
		if (this.running == null) {
			this.running = this.start.apply(this.cluster);
		}
		return this.running;
	}

}
