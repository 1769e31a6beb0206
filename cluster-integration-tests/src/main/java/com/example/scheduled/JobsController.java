package com.example.scheduled;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.clusterboot.Cluster;
import io.clusterboot.Worker;

/**
 * Lets a test have a worker leave.
 */
@RestController
class JobsController {

	private final CountDownLatch never = new CountDownLatch(1);

	private final Cluster cluster;

	private final long stopDuration;

	JobsController(Cluster cluster, @Value("${stop.duration:0}") long stopDuration) {
		this.cluster = cluster;
		this.stopDuration = stopDuration;
	}

	@PostMapping("/disconnect")
	void disconnect(@RequestParam long id) {
		this.cluster.workers().stream().filter((worker) -> worker.id() == id).forEach(Worker::disconnect);
	}

	@PreDestroy
	void stop() throws InterruptedException {
		this.never.await(this.stopDuration, TimeUnit.MILLISECONDS);
	}

}
