package io.clusterboot.protocol;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Connections that have not said who they are, the oldest first. They have a time to do
 * so, and there are not many of them at once.
 */
final class Newcomers {

	private final Set<ControlConnection> silent = new LinkedHashSet<>();

	private final ControlSettings settings;

	Newcomers(ControlSettings settings) {
		this.settings = settings;
	}

	/**
	 * Return until when a connection that comes now must have said who it is.
	 * @return the time in nanoseconds
	 */
	long deadline() {
		return now() + this.settings.helloTimeout().toNanos();
	}

	void add(ControlConnection connection) {
		this.silent.add(connection);
	}

	/**
	 * Take note that a connection is closed or has said who it is.
	 * @param connection the connection
	 */
	void remove(ControlConnection connection) {
		this.silent.remove(connection);
	}

	boolean hasRoom() {
		return this.silent.size() < this.settings.maxSilent();
	}

	/**
	 * Return a connection whose time is over.
	 * @return a connection, or {@code null} if there is none
	 */
	@Nullable ControlConnection overdue() {
		ControlConnection oldest = oldest();
		return (oldest != null && oldest.deadline() - now() <= 0) ? oldest : null;
	}

	/**
	 * Return how long until the next one is overdue.
	 * @return the time in nanoseconds, {@link Long#MAX_VALUE} if none waits
	 */
	long delay() {
		ControlConnection oldest = oldest();
		return (oldest != null) ? oldest.deadline() - now() : Long.MAX_VALUE;
	}

	private @Nullable ControlConnection oldest() {
		return this.silent.isEmpty() ? null : this.silent.iterator().next();
	}

	private long now() {
		return this.settings.nanoTime().getAsLong();
	}

}
