package io.clusterboot.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.integration.ClassPath;
import io.clusterboot.integration.Processes;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;

/**
 * Spring Boot Admin sees a cluster, each of whose workers registers, as one application
 * with one instance, also when a worker is killed and when all are replaced.
 */
class AdminCommand implements Callable<Boolean> {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final Duration REGISTERED = Duration.ofMinutes(1);

	/**
	 * How often Spring Boot Admin asks for the health by default, and what a busy machine
	 * may be late.
	 */
	private static final Duration INTERVAL = Duration.ofSeconds(10 + 3);

	/**
	 * What changes something, or is too large to be asked for in passing.
	 */
	private static final Set<String> NOT_READ = Set.of("heapdump", "shutdown", "logfile", "restart", "refresh",
			"clusterui");

	private static final int REQUESTS = 50;

	private static final JsonMapper json = new JsonMapper();

	private final int workers = Soak.option("workers", 2);

	private boolean kept = true;

	@Override
	public Boolean call() throws RequestFailedException {
		try (AdminServer admin = AdminServer.start();
				Target target = OperatedTarget.cluster(this.workers, ClassPath.registered(),
						"--spring.application.name=operated", "--spring.boot.admin.client.url=" + admin.url())) {
			System.out.println("Spring Boot Admin " + System.getProperty("admin.version")
					+ "\n\n| what | seen | as it should be |\n|---|---|---|");
			boolean up = Pause.until(() -> isUp(admin), REGISTERED);
			row("one instance that is up", describe(admin), up);
			// Each worker has registered at least twice.
			watched(admin, "left alone", () -> Pause.of(INTERVAL));
			read(admin, target);
			disturb(admin, target);
			events(admin);
			return this.kept;
		}
	}

	private void read(AdminServer admin, Target target) throws RequestFailedException {
		String actuator = "/instances/" + admin.instances().get(0).get("id").asString() + "/actuator";
		JsonNode disk = admin.get(actuator + "/health").get("components").get("diskSpace").get("components");
		row("health of each worker", disk.propertyNames().toString(), disk.size() == this.workers);
		for (int i = 0; i < REQUESTS; i++) {
			target.request("GET", "/work", TIMEOUT);
		}
		List<String> names = admin.get(actuator + "/metrics")
			.get("names")
			.valueStream()
			.map(JsonNode::asString)
			.toList();
		row("names of metrics", names.size() + ", `work.done` among them: " + names.contains("work.done"),
				names.contains("work.done"));
		double done = admin.get(actuator + "/metrics/work.done").get("measurements").get(0).get("value").asDouble();
		row("metric of all workers after " + REQUESTS + " requests", String.valueOf(done), done == REQUESTS);
		level(admin, target, actuator);
		Set<String> threads = new TreeSet<>();
		admin.get(actuator + "/threaddump")
			.get("threads")
			.forEach((thread) -> threads.add(thread.get("threadName").asString().replaceAll("/.*", "")));
		row("threads", threads.toString(), threads.size() == this.workers);
		endpoints(admin, actuator);
	}

	private void level(AdminServer admin, Target target, String actuator) throws RequestFailedException {
		admin.post(actuator + "/loggers/com.example", "{\"configuredLevel\":\"DEBUG\"}");
		Set<String> levels = new TreeSet<>();
		for (int worker = 0; worker < this.workers; worker++) {
			String logger = target.request("GET", "/actuator/loggers/com.example?worker=" + worker, TIMEOUT);
			levels.add(json.readTree(logger).get("configuredLevel").asString());
		}
		row("level of a logger in each worker", levels.toString(), levels.equals(Set.of("DEBUG")));
	}

	private void endpoints(AdminServer admin, String actuator) {
		Set<String> read = new TreeSet<>();
		Set<String> failed = new TreeSet<>();
		for (JsonNode endpoint : admin.instances().get(0).get("endpoints")) {
			String id = endpoint.get("id").asString();
			if (!id.contains("-") && !NOT_READ.contains(id)) {
				try {
					admin.text(actuator + "/" + id, "application/vnd.spring-boot.actuator.v3+json,*/*");
					read.add(id);
				}
				catch (IllegalStateException ex) {
					failed.add(ex.getMessage());
				}
			}
		}
		row("endpoints that answer", read + (failed.isEmpty() ? "" : ", but not " + failed), failed.isEmpty());
	}

	private void disturb(AdminServer admin, Target target) {
		Operations operations = new Operations(target);
		watched(admin, "a worker is killed", () -> {
			long newest = operations.newest();
			Processes.signal("KILL", target.workers().get(0));
			operations.awaitNewerThan(newest, this.workers);
		});
		watched(admin, "a reload", () -> {
			if (!"SUCCEEDED".equals(operations.reload().get("state").asString())) {
				throw new IllegalStateException("The reload failed");
			}
		});
	}

	/**
	 * Which worker registered is to be of no account: each change would be one of the few
	 * events that the server remembers.
	 */
	private void events(AdminServer admin) {
		Map<String, Long> events = admin.events()
			.stream()
			.collect(Collectors.groupingBy((event) -> event.get("type").asString(), TreeMap::new,
					Collectors.counting()));
		row("events", events.toString(), !events.containsKey("REGISTRATION_UPDATED"));
	}

	private void watched(AdminServer admin, String what, Runnable action) {
		try (AdminWatch watch = AdminWatch.start(admin)) {
			action.run();
			// What is shown may be older than this, later it may not.
			Pause.of(INTERVAL);
			row(what, watch.toString(), watch.isUp());
		}
	}

	private boolean isUp(AdminServer admin) {
		List<JsonNode> instances = admin.instances();
		return instances.size() == 1 && "UP".equals(status(instances.get(0)));
	}

	private static String describe(AdminServer admin) {
		return admin.instances()
			.stream()
			.map((instance) -> status(instance) + " " + instance.get("registration").get("healthUrl").asString())
			.toList()
			.toString();
	}

	private static String status(JsonNode instance) {
		return instance.get("statusInfo").get("status").asString();
	}

	private void row(String what, String seen, boolean condition) {
		System.out.println("| " + what + " | " + seen + " | " + (condition ? "yes" : "**no**") + " |");
		this.kept &= condition;
	}

}
