package io.clusterboot.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

import tools.jackson.databind.JsonNode;

import io.clusterboot.load.Pause;

/**
 * Looks again and again at what Spring Boot Admin shows.
 */
final class AdminWatch implements AutoCloseable {

	private static final Duration BETWEEN = Duration.ofMillis(200);

	private static final String UP = "1 [UP]";

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
			this.seen.computeIfAbsent(look(), (key) -> new LongAdder()).increment();
			Pause.of(BETWEEN);
		}
	}

	private String look() {
		try {
			List<String> statuses = this.admin.instances().stream().map(AdminWatch::status).toList();
			return statuses.size() + " " + statuses;
		}
		catch (RuntimeException ex) {
			// What nobody saw was not up.
			return ex.toString();
		}
	}

	private static String status(JsonNode instance) {
		return instance.get("statusInfo").get("status").asString();
	}

	/**
	 * Return whether there was one instance all the time, and it was up.
	 * @return {@code false} if there ever were more, or none, or it was down or offline,
	 * or the server did not tell
	 */
	boolean isUp() {
		return this.seen.keySet().equals(Set.of(UP));
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
