package io.clusterboot.metrics;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerState;
import io.clusterboot.actuate.ActuatorApplication;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the meters of the cluster over HTTP.
 */
class ClusterMetricsWebTests {

	@Test
	void firstRequestFindsEveryWorker() throws Exception {
		FakeStatusSource source = new FakeStatusSource(TestCluster.status(3, TestCluster.worker(0, WorkerState.READY),
				TestCluster.worker(1, WorkerState.READY),
				TestCluster.worker(2, WorkerState.BACKING_OFF, 6, TestCluster.KILLED)));
		try (ActuatorApplication application = ActuatorApplication.worker(source)) {
			assertThat(application.get("/metrics/cluster.worker.restarts?tag=worker:2").body())
				.contains("\"statistic\":\"COUNT\",\"value\":6");
			assertThat(application.get("/metrics/cluster.worker.up").body())
				.containsPattern("\"values\":\\[(\"[012]\",?){3}]");
			assertThat(application.get("/metrics/cluster.workers?tag=state:ready").body()).contains("\"value\":2");
		}
	}

	@Test
	void eachRequestShowsTheClusterAsItIs() throws Exception {
		FakeStatusSource source = new FakeStatusSource(TestCluster.status(1, TestCluster.worker(0, WorkerState.READY)));
		try (ActuatorApplication application = ActuatorApplication.worker(source)) {
			for (int restarts = 1; restarts < 5; restarts++) {
				source.answer(TestCluster.status(2, TestCluster.worker(0, WorkerState.READY),
						TestCluster.worker(1, WorkerState.READY, restarts, TestCluster.KILLED)));
				int asked = source.asked();
				assertThat(application.get("/metrics/cluster.worker.restarts?tag=worker:1").body())
					.contains("\"value\":" + restarts);
				assertThat(source.asked()).isEqualTo(asked + 1);
			}
		}
	}

}
