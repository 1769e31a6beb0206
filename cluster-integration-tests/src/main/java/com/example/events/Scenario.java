package com.example.events;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.example.events.Hearing.Purchase;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import io.clusterboot.Cluster;
import io.clusterboot.ClusterPrimaryComponent;
import io.clusterboot.ClusterReadyEvent;
import io.clusterboot.Worker;
import io.clusterboot.WorkerOnlineEvent;

/**
 * What the primary does in a test, by the property {@code scenario}.
 */
@ClusterPrimaryComponent
class Scenario {

	private final Cluster cluster;

	private final String name;

	Scenario(Cluster cluster, Environment environment) {
		this.cluster = cluster;
		this.name = environment.getProperty("scenario", "");
		if (this.name.equals("setup")) {
			setup(Path.of(environment.getRequiredProperty("scenario.directory")));
		}
	}

	private void setup(Path directory) {
		this.cluster.setup((settings) -> {
			List<String> arguments = new ArrayList<>(settings.arguments());
			arguments.add("--from.setup=by setup");
			return settings.withArguments(arguments);
		});
		this.cluster.setup((settings) -> settings.withDirectory(directory));
		this.cluster.setup((settings) -> settings.withJvmArgs(List.of("-Dworker.{ordinal}=here"))
			.withEnvironment(Map.of("FROM_SETUP", "{id}")));
	}

	@EventListener
	void online(WorkerOnlineEvent event) {
		if (this.name.equals("online")) {
			event.worker().send("welcome");
			event.worker()
				.request(new Purchase("question", Map.of()), Purchase.class, Duration.ofMinutes(1))
				.thenAccept((answer) -> System.out.println("ANSWERED " + answer.name()));
		}
	}

	@EventListener
	void ready(ClusterReadyEvent event) {
		if (this.name.equals("silence")) {
			this.cluster.setup((settings) -> settings.withSilent(true));
			this.cluster.fork();
		}
		else if (this.name.equals("concurrent")) {
			this.cluster.workers().forEach(this::end);
		}
		else if (this.name.equals("again")) {
			again();
		}
	}

	private void end(Worker worker) {
		new Thread(worker::disconnect).start();
		new Thread(() -> worker.kill("SIGTERM")).start();
		new Thread(this.cluster::disconnect).start();
	}

	private void again() {
		CompletableFuture<Void> gone = this.cluster.disconnect();
		System.out.println("ASYNC " + !gone.isDone());
		gone.thenRun(() -> System.out.println("GONE " + this.cluster.workers().stream().allMatch(Worker::isDead)))
			.thenCompose((none) -> this.cluster.fork())
			.thenAccept((worker) -> System.out.println("FORKED " + worker.id()));
	}

}
