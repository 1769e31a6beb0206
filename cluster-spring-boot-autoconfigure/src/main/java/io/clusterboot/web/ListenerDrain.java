package io.clusterboot.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Drains the shared listeners, all at the same time, before anything else stops. The web
 * server's own graceful shutdown answers no request that arrives once it has begun, so
 * what waits in the accept queue or is sent on a connection that is kept alive would be
 * lost although other workers are there to take what comes next.
 *
 * @since 0.1.0
 */
public final class ListenerDrain
		implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, ApplicationContextAware, Ordered {

	/**
	 * Listener by whether to wait for its clients.
	 */
	private final Map<SharedPortConnections, Boolean> listeners = new ConcurrentHashMap<>();

	private final Duration period;

	private final Pause pause;

	private volatile boolean running;

	private final AtomicReference<@Nullable ApplicationContext> context = new AtomicReference<>();

	/**
	 * Create a new {@link ListenerDrain} instance.
	 * @param period how long to go on accepting while every response is the last on its
	 * connection
	 */
	public ListenerDrain(Duration period) {
		this(period, Pause.SHORT);
	}

	ListenerDrain(Duration period, Pause pause) {
		this.period = period;
		this.pause = pause;
	}

	void add(SharedPortConnections listener, boolean graceful) {
		this.listeners.put(listener, graceful);
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context.set(context);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * Drain before others who hear of the end, and before the lifecycle beans that have
	 * the default phase, end what requests may need.
	 */
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context.get() && this.running) {
			stop();
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		List<Thread> threads = new ArrayList<>();
		this.listeners.forEach((listener, graceful) -> threads.add(start(listener, graceful)));
		threads.forEach(this::await);
	}

	private Thread start(SharedPortConnections listener, boolean graceful) {
		Drain drain = new Drain(listener, this.period, this.pause);
		Thread thread = new Thread(graceful ? drain::graceful : drain::immediate, "cluster-drain");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void await(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
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
