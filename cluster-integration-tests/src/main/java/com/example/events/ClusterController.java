package com.example.events;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.example.events.Hearing.Purchase;
import jakarta.annotation.PreDestroy;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.clusterboot.Cluster;
import io.clusterboot.ReloadState;
import io.clusterboot.Worker;

/**
 * Lets a test use the cluster from a worker.
 */
@RestController
class ClusterController {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final Cluster cluster;

	private final Environment environment;

	ClusterController(Cluster cluster, Environment environment) {
		this.cluster = cluster;
		this.environment = environment;
	}

	@PreDestroy
	void lastWords() {
		this.cluster.send("last words");
	}

	@GetMapping("/pid")
	String pid() {
		return Long.toString(ProcessHandle.current().pid());
	}

	@GetMapping("/about")
	List<String> about(@RequestParam String property) {
		return List.of(String.valueOf(this.environment.getProperty(property)), Path.of("").toAbsolutePath().toString(),
				String.valueOf(System.getProperty("worker.0")), String.valueOf(System.getenv("FROM_SETUP")));
	}

	@GetMapping("/slow")
	String slow(@RequestParam long millis) throws InterruptedException {
		System.out.println("Slow request began");
		Thread.sleep(millis);
		return pid();
	}

	@PostMapping("/loop")
	void loop() {
		System.out.println("LOOP begins");
		while (!Thread.interrupted()) {
			Thread.onSpinWait();
		}
	}

	@PostMapping("/exit")
	void exit(@RequestParam int code) {
		System.exit(code);
	}

	@GetMapping("/workers")
	List<Map<String, Object>> workers() {
		return this.cluster.workers().stream().map(this::describe).toList();
	}

	private Map<String, Object> describe(Worker worker) {
		return Map.of("id", worker.id(), "ordinal", worker.ordinal(), "pid", worker.pid(), "state", worker.state(),
				"connected", worker.isConnected(), "dead", worker.isDead(), "wanted", !worker.exitedAfterDisconnect());
	}

	@PostMapping("/fork")
	CompletableFuture<Long> fork(@RequestParam String value) {
		return this.cluster.fork(Map.of("FORKED_WITH", value)).thenApply(Worker::id);
	}

	@PostMapping("/scale")
	void scale(@RequestParam int workers) {
		// Not waited for: the worker that serves this may be one of those to leave.
		this.cluster.scale(workers)
			.whenComplete((status, failure) -> System.out
				.println("SCALED to " + ((failure != null) ? failure : status.readyWorkers())));
	}

	@PostMapping("/reload")
	CompletableFuture<ReloadState> reload() {
		return this.cluster.reload().thenApply((status) -> status.reload().state());
	}

	@PostMapping("/disconnect")
	void disconnect(@RequestParam long id) {
		worker(id).disconnect();
	}

	@PostMapping("/disconnectAll")
	void disconnectAll() {
		this.cluster.disconnect();
	}

	@PostMapping("/kill")
	void kill(@RequestParam long id, @RequestParam String signal) {
		worker(id).kill(signal);
	}

	@PostMapping("/send")
	void send(@RequestParam(defaultValue = "0") long to, @RequestParam String text) {
		send(to, (Object) text);
	}

	@PostMapping("/order")
	void order(@RequestParam(defaultValue = "0") long to, @RequestParam String name) {
		send(to, new Purchase(name, Map.of("pears", 2)));
		send(to, List.of(new Purchase(name + " in list", Map.of())));
		send(to, new byte[] { 1, 2, 3 });
	}

	@PostMapping("/sendToAll")
	void sendToAll(@RequestParam String text) {
		this.cluster.sendToAll(text);
	}

	@PostMapping("/exitPrimary")
	void exitPrimary(@RequestParam int code) {
		this.cluster.send(code);
	}

	@PostMapping("/large")
	void large(@RequestParam int size) {
		this.cluster.send("a".repeat(size));
	}

	@PostMapping("/request")
	CompletableFuture<Purchase> request(@RequestParam(defaultValue = "0") long to, @RequestParam String name) {
		Purchase purchase = new Purchase(name, Map.of("plums", 3));
		return (to == 0) ? this.cluster.request(purchase, Purchase.class, TIMEOUT)
				: worker(to).request(purchase, Purchase.class, TIMEOUT);
	}

	private void send(long to, Object message) {
		if (to == 0) {
			this.cluster.send(message);
		}
		else {
			worker(to).send(message);
		}
	}

	private Worker worker(long id) {
		return this.cluster.workers().stream().filter((worker) -> worker.id() == id).findFirst().orElseThrow();
	}

}
