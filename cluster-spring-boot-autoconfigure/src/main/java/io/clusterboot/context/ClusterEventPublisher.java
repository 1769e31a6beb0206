package io.clusterboot.context;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.messaging.MessagePublisher;

/**
 * Publishes what happens to the cluster as application events, one after the other on a
 * thread of its own. The listeners are those of the context, but a multicaster of this
 * class's own tells them: one that throws must not keep the others from hearing.
 */
class ClusterEventPublisher implements ApplicationListener<ApplicationContextEvent>, MessagePublisher {

	/**
	 * Ends the thread.
	 */
	private static final Object END = new Object();

	private static final Log logger = LogFactory.getLog(ClusterEventPublisher.class);

	private final BlockingQueue<Object> waiting = new LinkedBlockingQueue<>();

	/**
	 * What listeners threw since this thread began to tell them of an event.
	 */
	private final ThreadLocal<@Nullable Throwable> thrown = new ThreadLocal<>();

	private volatile @Nullable AbstractApplicationContext context;

	private volatile @Nullable Audience audience;

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
	}

	@Override
	public void onApplicationEvent(ApplicationContextEvent event) {
		AbstractApplicationContext context = this.context;
		if (context == null || event.getApplicationContext() != context) {
			return;
		}
		if (event instanceof ContextRefreshedEvent) {
			start(context);
		}
		else if (event instanceof ContextClosedEvent) {
			this.waiting.add(END);
		}
	}

	private void start(AbstractApplicationContext context) {
		Thread thread = new Thread(() -> run(context), "cluster-events");
		thread.setDaemon(true);
		thread.start();
	}

	private void run(AbstractApplicationContext context) {
		try {
			Object event = this.waiting.take();
			while (event != END) {
				tell(event, context);
				event = this.waiting.take();
			}
		}
		catch (InterruptedException ex) {
			logger.debug("No cluster event is published any more: " + ex.getMessage());
		}
	}

	private void tell(Object event, AbstractApplicationContext context) {
		try {
			multicast(new PayloadApplicationEvent<>(context, event), context);
		}
		catch (Throwable ex) {
			logger.error("A listener failed on " + event, ex);
		}
	}

	@Override
	public boolean isHeard(Class<?> payload) {
		AbstractApplicationContext context = this.context;
		return context != null && audience(context).hears(payload, context);
	}

	@Override
	public void publishNow(Object event, ResolvableType type) {
		AbstractApplicationContext context = this.context;
		if (context != null) {
			multicast(new PayloadApplicationEvent<>(context, event, type), context);
		}
	}

	private void multicast(PayloadApplicationEvent<?> event, AbstractApplicationContext context) {
		if (!context.isActive()) {
			return;
		}
		this.thrown.remove();
		audience(context).multicaster().multicastEvent(event, event.getResolvableType());
		Throwable thrown = this.thrown.get();
		if (thrown != null) {
			this.thrown.remove();
			ReflectionUtils.rethrowRuntimeException(thrown);
		}
	}

	private void failed(Throwable failure) {
		Throwable first = this.thrown.get();
		if (first == null) {
			this.thrown.set(failure);
		}
		else if (first != failure) {
			first.addSuppressed(failure);
		}
	}

	private Audience audience(AbstractApplicationContext context) {
		Collection<ApplicationListener<?>> listeners = context.getApplicationListeners();
		Audience known = this.audience;
		// Beans that are created late bring listeners of their own.
		if (known == null || known.size() != listeners.size()) {
			Multicaster multicaster = new Multicaster();
			multicaster.setBeanFactory(context.getBeanFactory());
			multicaster.setErrorHandler(this::failed);
			List.copyOf(listeners).forEach(multicaster::addApplicationListener);
			known = new Audience(listeners.size(), multicaster, new ConcurrentHashMap<>());
			this.audience = known;
		}
		return known;
	}

	/**
	 * Who hears events.
	 *
	 * @param size number of listeners
	 * @param multicaster tells them
	 * @param payloads classes of messages, and whether anybody hears them
	 */
	private record Audience(int size, Multicaster multicaster, Map<Class<?>, Boolean> payloads) {

		boolean hears(Class<?> payload, AbstractApplicationContext context) {
			return this.payloads.computeIfAbsent(payload, (type) -> this.multicaster.hears(type, context));
		}

	}

	/**
	 * Tells who would hear an event before there is one.
	 */
	private static final class Multicaster extends SimpleApplicationEventMulticaster {

		private boolean hears(Class<?> payload, AbstractApplicationContext context) {
			ClusterMessageEvent<String> example = new ClusterMessageEvent<>(null, "", null);
			PayloadApplicationEvent<Object> event = new PayloadApplicationEvent<>(context, example,
					ResolvableType.forClassWithGenerics(ClusterMessageEvent.class, payload));
			return !getApplicationListeners(event, event.getResolvableType()).isEmpty();
		}

	}

}
