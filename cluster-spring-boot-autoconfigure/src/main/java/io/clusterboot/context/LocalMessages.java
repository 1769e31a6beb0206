package io.clusterboot.context;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.AbstractApplicationContext;

import io.clusterboot.member.ClusterView;
import io.clusterboot.member.JsonCodec;
import io.clusterboot.member.MessageHub;
import io.clusterboot.member.MessageTransport;
import io.clusterboot.member.Payloads;
import io.clusterboot.messaging.ListenerMethods;
import io.clusterboot.messaging.MessageDispatcher;

/**
 * The messages of one process, handed over to its context from the moment when that is
 * refreshed. Messages and events end when all else that the context runs has stopped, and
 * before its beans are destroyed: what workers do and say while they leave is heard.
 */
class LocalMessages implements ApplicationListener<ApplicationContextEvent>, SmartLifecycle {

	private final ClusterEventPublisher publisher;

	private final Payloads payloads;

	private final MessageHub hub;

	private final AtomicBoolean running = new AtomicBoolean();

	private final AtomicBoolean closing = new AtomicBoolean();

	private @Nullable AbstractApplicationContext context;

	private @Nullable ClusterView view;

	/**
	 * Create a new {@link LocalMessages} instance.
	 * @param transport carries the messages
	 * @param deliveries hands over messages that have arrived
	 * @param maxSize largest payload in bytes
	 * @param classLoader knows the classes of payloads
	 * @param publisher publishes messages as events
	 */
	LocalMessages(MessageTransport transport, Executor deliveries, int maxSize, @Nullable ClassLoader classLoader,
			ClusterEventPublisher publisher) {
		this.publisher = publisher;
		this.payloads = new Payloads(this::codec, maxSize, classLoader);
		this.hub = new MessageHub(this.payloads, transport, deliveries, CallbackThreads.INSTANCE);
	}

	MessageHub hub() {
		return this.hub;
	}

	/**
	 * Hand over messages to a context once it is refreshed.
	 * @param context the context
	 * @param view the cluster as this process sees it
	 */
	void attach(AbstractApplicationContext context, ClusterView view) {
		this.context = context;
		this.view = view;
		context.addApplicationListener(this);
		context.getBeanFactory().registerSingleton("clusterMessagesLifecycle", this);
	}

	private @Nullable JsonCodec codec() {
		AbstractApplicationContext context = this.context;
		return (context != null) ? context.getBeanProvider(JsonCodec.class).getIfAvailable() : null;
	}

	@Override
	public void onApplicationEvent(ApplicationContextEvent event) {
		AbstractApplicationContext context = this.context;
		ClusterView view = this.view;
		if (context == null || view == null || event.getApplicationContext() != context) {
			return;
		}
		if (event instanceof ContextClosedEvent) {
			this.closing.set(true);
		}
		else if (event instanceof ContextRefreshedEvent) {
			ListenerMethods methods = context.getBeanProvider(ListenerMethods.class)
				.getIfAvailable(ListenerMethods::new);
			this.hub.start(new MessageDispatcher(view, this.payloads, methods, this.publisher));
		}
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		this.running.set(true);
	}

	/**
	 * End if the context closes. One that is stopped may be started again.
	 */
	@Override
	public void stop() {
		this.running.set(false);
		if (this.closing.get()) {
			this.hub.close();
			this.publisher.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running.get();
	}

}
