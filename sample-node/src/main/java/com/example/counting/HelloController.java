package com.example.counting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.clusterboot.Cluster;

/**
 * Runs in the workers.
 */
@RestController
class HelloController {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final Cluster cluster;

	HelloController(Cluster cluster) {
		this.cluster = cluster;
	}

	@GetMapping("/")
	String hello() {
		this.cluster.send(new RequestServed("/"));
		return "hello world\n";
	}

	@GetMapping("/count")
	CompletableFuture<Long> count() {
		return this.cluster.request("how many?", Long.class, TIMEOUT);
	}

}
