package io.clusterboot.integration;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a cluster in what a container is made of: the primary is PID 1 of a namespace
 * and shares the memory and the processor time of a control group with its workers.
 */
@Tag("once")
class ContainerIntegrationTests {

	private static final long GIB = 1024 * 1024 * 1024;

	/**
	 * What Kubernetes gives by default. Less than the deadline of the workers, at which
	 * those that are left are killed.
	 */
	private static final Duration GRACE = Duration.ofSeconds(30);

	private ControlGroup group;

	/**
	 * A group goes when nobody is in it any more: after the cluster.
	 */
	@RegisterExtension
	@Order(1)
	final AfterEachCallback cleanup = (context) -> {
		if (this.group != null) {
			this.group.delete();
		}
	};

	@RegisterExtension
	@Order(2)
	final TestCluster cluster = new TestCluster();

	@BeforeEach
	void createGroup() throws InterruptedException {
		Assumptions.assumeTrue(NamespaceIntegrationTests.canUnshare(),
				"PID namespaces need root and unshare(1): skipped");
		try {
			this.group = ControlGroup.create(GIB, 1);
		}
		catch (IOException ex) {
			Assumptions.abort("Control groups of version 1 cannot be created here: skipped (" + ex + ")");
		}
	}

	@Test
	void clusterTakesItsSizeFromTheContainerAndLeavesNothingBehind() throws IOException {
		Jvm unshare = run();
		RunningCluster running = RunningCluster.await(unshare, 1);
		assertThat(unshare.output())
			.containsPattern("Primary 1 starts 1 worker on port \\d+ \\(auto: 1 processor, 1.0 GiB memory allow 2\\)");
		long init = init(unshare);
		Processes.signal("TTIN", init);
		unshare.awaitOutput("Worker 1 \\(id 2, pid \\d+\\) ready in", TestCluster.START);
		assertThat(running.answering(40)).hasSize(2);
		assertThat(this.group.processes()).hasSize(4);
		CompletableFuture<String> request = RunningCluster.async(() -> running.get("/slow?millis=2000"));
		running.awaitSlowRequests(1);
		Processes.signal("TERM", init);
		assertThat(request.join()).isNotEmpty();
		assertThat(unshare.awaitExit(GRACE)).isEqualTo(143);
		assertThat(this.group.processes()).isEmpty();
	}

	private Jvm run() {
		this.cluster.prefix(this.group.prefix().toArray(String[]::new))
			.prefix("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
		return this.cluster.jvm("-Xmx64m")
			.run("--server.port=0", "--cluster.workers=auto", "--management.endpoints.web.exposure.include=*");
	}

	private long init(Jvm unshare) {
		List<Long> children = Processes.childrenOf(unshare.pid());
		assertThat(children).hasSize(1);
		return children.get(0);
	}

}
