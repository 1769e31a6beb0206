package io.clusterboot.cache;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

/**
 * Looks at what a worker ran that ended before it was ready, and removes what may be why.
 */
final class CacheDoubts {

	/**
	 * Ended by a signal that comes from outside: HUP, INT, KILL, TERM.
	 */
	private static final Set<Integer> ASKED = Set.of(129, 130, 137, 143);

	/**
	 * Ended by a signal that comes from a mistake: ABRT, BUS, SEGV.
	 */
	private static final Set<Integer> CRASHED = Set.of(134, 135, 139);

	private static final Log logger = LogFactory.getLog(CacheDoubts.class);

	private final Map<Long, CacheEntry> starting = new ConcurrentHashMap<>();

	void forking(WorkerIdentity worker, CacheEntry entry) {
		this.starting.put(worker.id(), entry);
	}

	void ready(WorkerIdentity worker) {
		this.starting.remove(worker.id());
	}

	void notForked(WorkerIdentity worker) {
		this.starting.remove(worker.id());
	}

	/**
	 * A worker is gone. To read all that it ran takes a while.
	 * @param worker the worker
	 * @param exit how it ended
	 */
	void exited(WorkerIdentity worker, WorkerExit exit) {
		CacheEntry entry = this.starting.remove(worker.id());
		if (entry == null || ASKED.contains(exit.code())) {
			return;
		}
		try {
			entry.removeDamaged().forEach((part) -> logger.warn("Removed " + part + ", which was damaged"));
			if (CRASHED.contains(exit.code()) && entry.giveUpArchive()) {
				logger.warn("Workers do without the shared archive of classes, with which one crashed");
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.warn("What workers share on disk is damaged and cannot be removed: " + Reason.of(ex));
		}
	}

}
