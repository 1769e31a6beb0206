package io.clusterboot.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

import tools.jackson.databind.JsonNode;

import io.clusterboot.load.Pause;

/**
 * Looks again and again at what Spring Boot Admin shows.
 */
final class AdminWatch implements AutoCloseable {

	private static final Duration BETWEEN = Duration.ofMillis(200);

	private final Map<String, LongAdder> seen = new ConcurrentSkipListMap<>();

	private final AdminServer admin;

	private final Thread thread = new Thread(this::run, "admin-watch");

	private volatile boolean ended;

	private AdminWatch(AdminServer admin) {
		this.admin = admin;
	}

	static AdminWatch start(AdminServer admin) {
		AdminWatch watch = new AdminWatch(admin);
		watch.thread.setDaemon(true);
		watch.thread.start();
		return watch;
	}

	private void run() {
		while (!this.ended) {
			List<String> statuses = this.admin.instances().stream().map(AdminWatch::status).toList();
			this.seen.computeIfAbsent(statuses.size() + " " + statuses, (key) -> new LongAdder()).increment();
			Pause.of(BETWEEN);
		}
	}

	private static String status(JsonNode instance) {
		return instance.get("statusInfo").get("status").asString();
	}

	/**
	 * Return whether there was one instance all the time.
	 * @return {@code false} if there were more, or none
	 */
	boolean isSteady() {
		return !this.seen.isEmpty() && this.seen.keySet().stream().allMatch((each) -> each.startsWith("1 "));
	}

	@Override
	public void close() {
		this.ended = true;
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public String toString() {
		return "number and status of instances, how often: " + this.seen;
	}

}
