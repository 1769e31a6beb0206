package io.clusterboot.context;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.AbstractApplicationContext;

import io.clusterboot.messaging.MessageEvent;
import io.clusterboot.messaging.MessagePublisher;

/**
 * Publishes what happens to the cluster as application events, one after the other on a
 * thread of its own, which exists only while there is something to tell.
 */
class ClusterEventPublisher implements ApplicationListener<ContextRefreshedEvent>, MessagePublisher, AutoCloseable {

	/**
	 * How long a listener may take of the time in which a context closes.
	 */
	private static final long PATIENCE_SECONDS = 2;

	private static final Log logger = LogFactory.getLog(ClusterEventPublisher.class);

	private final Queue<Object> waiting = new ConcurrentLinkedQueue<>();

	private final ExecutorService thread = OnDemandThreads.one("cluster-events", Duration.ZERO);

	private @Nullable AbstractApplicationContext context;

	/**
	 * Those of the context, once that is refreshed.
	 */
	private volatile @Nullable ContextListeners listeners;

	/**
	 * Publish to a context from the moment when it is refreshed.
	 * @param context the context
	 */
	void attach(AbstractApplicationContext context) {
		this.context = context;
		context.addApplicationListener(this);
	}

	/**
	 * Publish an event, as soon as the context is refreshed. Does not wait.
	 * @param event the event
	 */
	void publish(Object event) {
		this.waiting.add(event);
		if (this.listeners != null) {
			tellSoon();
		}
	}

	private void tellSoon() {
		try {
			this.thread.execute(this::tellAll);
		}
		catch (OutOfMemoryError ex) {
			logger.warn("Events wait for a thread: " + ex);
		}
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		AbstractApplicationContext context = this.context;
		if (context != null && event.getApplicationContext() == context) {
			this.listeners = new ContextListeners(context);
			tellSoon();
		}
	}

	/**
	 * Tell what there is to tell, and nothing after it.
	 */
	@Override
	public void close() {
		this.thread.shutdown();
		try {
			// A listener that closes the context itself waits here for itself.
			this.thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.listeners = null;
	}

	private void tellAll() {
		ContextListeners listeners = this.listeners;
		Object event = (listeners != null) ? this.waiting.poll() : null;
		while (listeners != null && event != null) {
			tell(event, listeners);
			event = this.waiting.poll();
		}
	}

	private void tell(Object event, ContextListeners listeners) {
		try {
			listeners.tell(event);
		}
		catch (Throwable ex) {
			logger.error("A listener failed on " + event, ex);
		}
	}

	@Override
	public void publishNow(MessageEvent event) {
		ContextListeners listeners = this.listeners;
		if (listeners != null) {
			listeners.tell(event);
		}
	}

}
