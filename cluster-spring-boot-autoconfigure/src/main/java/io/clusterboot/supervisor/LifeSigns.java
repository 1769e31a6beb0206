package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerLoad;

/**
 * What is heard of one process over its control channel, and since when nothing was.
 */
final class LifeSigns {

	private Instant judgedFrom;

	private @Nullable Instant lastHeard;

	private long beats;

	private WorkerLoad load = WorkerLoad.NONE;

	private long newConnections;

	private @Nullable Instant disconnectedAt;

	private boolean disconnectedReported;

	/**
	 * Create a new {@link LifeSigns} instance.
	 * @param now when the process was forked
	 */
	LifeSigns(Instant now) {
		this.judgedFrom = now;
	}

	/**
	 * Note that the worker said that it is ready. As good as a heartbeat: from now on its
	 * silence counts.
	 * @param now the time
	 */
	void ready(Instant now) {
		if (this.lastHeard == null) {
			this.lastHeard = now;
		}
	}

	void heartbeat(WorkerLoad load, Instant now) {
		this.newConnections = (this.beats > 0) ? load.acceptedConnections() - this.load.acceptedConnections() : 0;
		this.load = load;
		this.beats++;
		this.lastHeard = now;
	}

	/**
	 * Return how many heartbeats there were, so that news can be told from what is known.
	 * @return number of heartbeats
	 */
	long beats() {
		return this.beats;
	}

	/**
	 * Return how many connections were accepted between the last two heartbeats.
	 * @return number of connections
	 */
	long newConnections() {
		return this.newConnections;
	}

	WorkerLoad load() {
		return this.load;
	}

	@Nullable Instant lastHeard() {
		return this.lastHeard;
	}

	@Nullable Duration heartbeatAge(Instant now) {
		return (this.beats > 0) ? silence(now) : null;
	}

	/**
	 * Return for how long the worker gave no sign of life.
	 * @param now the time
	 * @return the time, {@code null} if it never gave one
	 */
	@Nullable Duration silence(Instant now) {
		return (this.lastHeard != null) ? Duration.between(this.lastHeard, now) : null;
	}

	/**
	 * Return how long the start is held against the worker; without the primary's stalls.
	 * @param now the time
	 * @return the time since the fork that counts
	 */
	Duration startAge(Instant now) {
		return Duration.between(this.judgedFrom, now);
	}

	/**
	 * Move what the worker is judged by, because the primary did not listen for a while.
	 * @param gap for how long
	 * @param now the time; nothing moves into the future
	 */
	void forgive(Duration gap, Instant now) {
		this.judgedFrom = shifted(this.judgedFrom, gap, now);
		if (this.disconnectedAt != null) {
			this.disconnectedAt = shifted(this.disconnectedAt, gap, now);
		}
		if (this.lastHeard != null) {
			this.lastHeard = shifted(this.lastHeard, gap, now);
		}
	}

	void disconnected(Instant now) {
		this.disconnectedAt = now;
	}

	/**
	 * Return whether nothing is known of an end of the control channel.
	 * @return {@code false} once it was closed
	 */
	boolean isConnected() {
		return this.disconnectedAt == null;
	}

	/**
	 * Return for how long the worker has lived on without its control channel.
	 * @param now the time
	 * @return the time, zero while the channel is there or was never opened
	 */
	Duration disconnectedFor(Instant now) {
		return (this.disconnectedAt != null) ? Duration.between(this.disconnectedAt, now) : Duration.ZERO;
	}

	/**
	 * Note that it was said that the worker lives on without its control channel.
	 * @return whether it was not said before
	 */
	boolean reportDisconnected() {
		boolean first = !this.disconnectedReported;
		this.disconnectedReported = true;
		return first;
	}

	private Instant shifted(Instant instant, Duration gap, Instant now) {
		Instant shifted = instant.plus(gap);
		return shifted.isAfter(now) ? now : shifted;
	}

}
