package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import io.clusterboot.WorkerLoad;

/**
 * The heartbeats of workers that exist in name only.
 */
final class TestHeartbeats {

	private final Set<Long> speaking = new HashSet<>();

	void begin(long id) {
		this.speaking.add(id);
	}

	void end(long id) {
		this.speaking.remove(id);
	}

	/**
	 * Send one heartbeat of each worker that was not silenced.
	 * @param pool the pool that hears them
	 * @param now the time
	 */
	void send(WorkerPool pool, Instant now) {
		this.speaking.forEach((id) -> pool.reports().heartbeat(id, WorkerLoad.NONE, now));
	}

}
