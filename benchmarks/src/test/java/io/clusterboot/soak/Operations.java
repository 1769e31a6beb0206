package io.clusterboot.soak;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

import io.clusterboot.load.Failure;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;

/**
 * What an operator does to a cluster, and how they see that it is done.
 */
final class Operations {

	private static final Duration LONGEST = Duration.ofMinutes(Soak.option("minutes", 3));

	private final Target target;

	Operations(Target target) {
		this.target = target;
	}

	/**
	 * Reload, and wait until that has ended.
	 * @return the reload, as the status describes it
	 */
	JsonNode reload() {
		long last = reloadId(this.target.status());
		String refusal = post("reload", "{\"wait\":\"PT2M\"}");
		// Whoever answers may be replaced meanwhile, and may say in its own way that it
		// failed.
		if (!refusal.isEmpty() && reloadId(this.target.status()) == last) {
			throw new IllegalStateException(refusal);
		}
		return await("a reload to end",
				(status) -> reloadId(status) > last && !"RUNNING".equals(status.get("reload").get("state").asString()))
			.get("reload");
	}

	private long reloadId(JsonNode status) {
		JsonNode reload = status.get("reload");
		return (reload == null || reload.isNull()) ? 0 : reload.get("id").asLong();
	}

	void scale(int workers) {
		require(post("scale", "{\"workers\":" + workers + "}"));
		awaitWhole(workers);
	}

	void restart(int ordinal) {
		JsonNode status = this.target.status();
		long newest = newest(status);
		require(post("restart", "{\"worker\":" + ordinal + "}"));
		awaitNewerThan(newest, status.get("desiredWorkers").asInt());
	}

	/**
	 * Wait until a worker has been replaced and all are ready.
	 * @param id highest id that does not count
	 * @param workers number of workers
	 * @return the highest id now
	 */
	long awaitNewerThan(long id, int workers) {
		return newest(await("a worker newer than " + id, (status) -> newest(status) > id && isWhole(status, workers)));
	}

	long newest() {
		return newest(this.target.status());
	}

	private long newest(JsonNode status) {
		return status.get("workers").valueStream().mapToLong((worker) -> worker.get("id").asLong()).max().orElse(0);
	}

	/**
	 * Wait until exactly so many workers are there, and all of them serve.
	 * @param workers number of workers
	 */
	void awaitWhole(int workers) {
		await(workers + " ready workers", (status) -> isWhole(status, workers));
	}

	private boolean isWhole(JsonNode status, int workers) {
		List<JsonNode> all = status.get("workers").valueStream().toList();
		return all.size() == workers && all.stream()
			.allMatch((worker) -> "READY".equals(worker.get("state").asString()) && !worker.get("parked").asBoolean());
	}

	private JsonNode await(String what, Predicate<JsonNode> condition) {
		long deadline = System.nanoTime() + LONGEST.toNanos();
		JsonNode status = this.target.status();
		while (!condition.test(status)) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("Waited in vain for " + what + ": " + status);
			}
			Pause.of(Duration.ofMillis(100));
			status = this.target.status();
		}
		return status;
	}

	private void require(String refusal) {
		if (!refusal.isEmpty()) {
			throw new IllegalStateException(refusal);
		}
	}

	/**
	 * Ask for an operation.
	 * @param operation name of the operation
	 * @param json its arguments
	 * @return why it was refused, empty if it was not
	 */
	private String post(String operation, String json) {
		try {
			this.target.post("/actuator/cluster/" + operation, json, LONGEST);
			return "";
		}
		catch (RequestFailedException ex) {
			String told = operation + " " + json + ": " + ex.getMessage();
			if (ex.failure() == Failure.WRONG_STATUS || ex.failure() == Failure.SERVER_ERROR) {
				return told;
			}
			System.out.println("No answer to " + told);
			return "";
		}
	}

}
