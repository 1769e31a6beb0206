package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.RestartReason;
import io.clusterboot.WorkerState;

/**
 * Judges workers by what they fail to say: parks a worker that misses heartbeats, and
 * ends one that hangs or does not get ready.
 */
final class Watchdog {

	private static final Log logger = LogFactory.getLog(Watchdog.class);

	/**
	 * Time for the thread dump, which a stopped process never gives.
	 */
	private static final Duration DUMP_TIME = Duration.ofSeconds(5);

	/**
	 * How long the exit of a process that ended may take to become known, for the sake of
	 * its last output.
	 */
	private static final Duration EXIT_TIME = Duration.ofSeconds(5);

	private final SupervisorSettings settings;

	private @Nullable Instant lastCheck;

	Watchdog(SupervisorSettings settings) {
		this.settings = settings;
	}

	/**
	 * Judge the workers.
	 * @param handles all slots
	 * @param now the time
	 */
	void check(List<WorkerHandle> handles, Instant now) {
		if (!this.settings.watchdogs()) {
			return;
		}
		forgiveStall(handles, now);
		List<WorkerHandle> running = handles.stream().filter((handle) -> handle.running() != null).toList();
		running.forEach((handle) -> checkStart(handle, now));
		running.forEach((handle) -> checkHung(handle, now));
		running.forEach((handle) -> checkDisconnected(handle, now));
		running.forEach((handle) -> checkParked(handle, running, now));
		running.forEach((handle) -> killCondemned(handle, now));
	}

	/**
	 * Give a parked worker its connections back. One that is to be killed stays parked.
	 * @param handle the worker that sent a heartbeat
	 */
	void heard(WorkerHandle handle) {
		WorkerRun run = handle.run();
		if (run.isSilent() && !run.isCondemned()) {
			run.silent(false);
			logger.info(handle.name() + " resumed: heartbeats are back");
		}
	}

	private void forgiveStall(List<WorkerHandle> handles, Instant now) {
		Duration gap = (this.lastCheck != null) ? Duration.between(this.lastCheck, now) : Duration.ZERO;
		this.lastCheck = now;
		// A primary that was late heard nobody, and must not blame anybody for it
		if (exceeds(gap, this.settings.tick().multipliedBy(2))) {
			logger.debug("The primary stalled for " + Words.seconds(gap, 1));
			handles.stream()
				.map(WorkerHandle::running)
				.filter(Objects::nonNull)
				.forEach((run) -> run.signs().forgive(gap, now));
		}
	}

	private void checkStart(WorkerHandle handle, Instant now) {
		Duration age = handle.run().signs().startAge(now);
		if (handle.is(WorkerState.STARTING) && exceeds(age, this.settings.startupTimeout())) {
			condemn(handle, "not ready after " + Words.seconds(age, 1), RestartReason.START_TIMEOUT, now);
		}
	}

	private void checkHung(WorkerHandle handle, Instant now) {
		Duration silence = silence(handle, now);
		if (exceeds(silence, this.settings.heartbeatTimeout())) {
			condemn(handle, "hung: no heartbeat for " + Words.seconds(silence, 1), RestartReason.HUNG, now);
		}
	}

	/**
	 * A worker without its control channel is to leave by itself, and is replaced then.
	 * Each crash looks like that for the moment until the exit is known.
	 * @param handle the worker
	 * @param now the time
	 */
	private void checkDisconnected(WorkerHandle handle, Instant now) {
		Duration age = handle.is(WorkerState.STOPPING) ? Duration.ZERO : handle.run().signs().disconnectedFor(now);
		if (exceeds(age, EXIT_TIME) && handle.run().signs().reportDisconnected()) {
			logger.warn(handle.name() + " closed its control channel and still runs; it is replaced when it is gone");
		}
		if (exceeds(age, this.settings.heartbeatTimeout())) {
			condemn(handle, "still runs " + Words.seconds(age, 1) + " after it closed its control channel",
					RestartReason.HUNG, now);
		}
	}

	private void condemn(WorkerHandle handle, String reason, RestartReason restartReason, Instant now) {
		if (!handle.run().isCondemned()) {
			handle.run().condemn(new WorkerRun.Verdict(reason, restartReason, now.plus(DUMP_TIME)));
			logger.warn(
					Words.say("%s %s; thread dump now, SIGKILL in %s", handle.name(), reason, Words.delay(DUMP_TIME)));
			handle.run().process().dumpThreads();
		}
	}

	private void checkParked(WorkerHandle handle, List<WorkerHandle> running, Instant now) {
		Duration silence = silence(handle, now);
		WorkerRun run = handle.run();
		if (exceeds(silence, this.settings.parkAfter()) && !run.isSilent() && isAlone(run, running)) {
			run.silent(true);
			logger.info(Words.say("%s parked: no heartbeat for %s", handle.name(), Words.seconds(silence, 1)));
		}
	}

	private boolean isAlone(WorkerRun run, List<WorkerHandle> running) {
		// When all miss heartbeats at once the cause is not a worker's, and to park those
		// that serve would help nobody
		List<Instant> others = running.stream()
			.map(WorkerHandle::run)
			.filter((other) -> other != run)
			.map((other) -> other.signs().lastHeard())
			.filter(Objects::nonNull)
			.toList();
		Instant missed = Objects.requireNonNull(run.signs().lastHeard()).plus(this.settings.heartbeatInterval());
		return others.isEmpty() || others.stream().anyMatch((other) -> other.isAfter(missed));
	}

	private Duration silence(WorkerHandle handle, Instant now) {
		Duration age = handle.run().signs().silence(now);
		// The start-up timeout judges until then
		return (handle.is(WorkerState.READY) && age != null) ? age : Duration.ZERO;
	}

	private void killCondemned(WorkerHandle handle, Instant now) {
		if (handle.run().isOverdue(now)) {
			handle.run().kill();
		}
	}

	private boolean exceeds(Duration age, Duration limit) {
		return age.compareTo(limit) > 0;
	}

}
