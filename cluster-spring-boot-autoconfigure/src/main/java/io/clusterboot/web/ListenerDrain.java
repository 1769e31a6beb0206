package io.clusterboot.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.SmartLifecycle;

/**
 * Closes the shared listeners before anything else stops. The web server's own graceful
 * shutdown answers no request that arrives once it has begun, so what waits in the accept
 * queue or has just been accepted would be lost although other workers are there to take
 * what comes next.
 *
 * @since 0.1.0
 */
public final class ListenerDrain implements SmartLifecycle {

	/**
	 * Listener by whether to wait for its connections.
	 */
	private final Map<SharedPortConnections, Boolean> listeners = new ConcurrentHashMap<>();

	private final Duration timeout;

	private volatile boolean running;

	/**
	 * Create a new {@link ListenerDrain} instance.
	 * @param timeout longest time to wait for connections, which end with the response
	 * that they get next
	 */
	public ListenerDrain(Duration timeout) {
		this.timeout = timeout;
	}

	void add(SharedPortConnections listener, boolean graceful) {
		this.listeners.put(listener, graceful);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.listeners.keySet().forEach(SharedPortConnections::closeListener);
		long millis = this.timeout.toMillis();
		for (Map.Entry<SharedPortConnections, Boolean> entry : this.listeners.entrySet()) {
			millis = entry.getValue() ? entry.getKey().awaitClosed(millis) : millis;
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

}
