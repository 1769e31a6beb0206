package io.clusterboot.context;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.AbstractApplicationEventMulticaster;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * Tells the listeners of a context of an event, all of them: one that throws must not
 * keep the others from hearing. Who they are is asked of the context's own multicaster,
 * which alone knows of those that were removed, destroyed or are to be created, and finds
 * them by a look into its cache.
 */
class ContextListeners extends SimpleApplicationEventMulticaster {

	private static final Method LISTENERS = listenersMethod();

	private final AbstractApplicationContext context;

	/**
	 * What listeners threw since this thread began to tell them of an event.
	 */
	private final ThreadLocal<Failures> failures = ThreadLocal.withInitial(Failures::new);

	ContextListeners(AbstractApplicationContext context) {
		this.context = context;
		setErrorHandler((failure) -> this.failures.get().add(failure));
	}

	/**
	 * Tell the listeners.
	 * @param event the event
	 * @throws RuntimeException what the first listener to fail threw
	 */
	void tell(Object event) {
		tell((event instanceof PayloadApplicationEvent<?> known) ? known
				: new PayloadApplicationEvent<>(this.context, event));
	}

	private void tell(PayloadApplicationEvent<?> event) {
		this.failures.remove();
		multicastEvent(event, event.getResolvableType());
		Failures failures = this.failures.get();
		this.failures.remove();
		failures.rethrow();
	}

	@Override
	@SuppressWarnings("unchecked")
	protected Collection<ApplicationListener<?>> getApplicationListeners(ApplicationEvent event, ResolvableType type) {
		ApplicationEventMulticaster multicaster = this.context.getBeanFactory()
			.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
					ApplicationEventMulticaster.class);
		if (multicaster instanceof AbstractApplicationEventMulticaster) {
			Object listeners = ReflectionUtils.invokeMethod(LISTENERS, multicaster, event, type);
			return (Collection<ApplicationListener<?>>) Objects.requireNonNull(listeners);
		}
		Class<?> source = event.getSource().getClass();
		return List.copyOf(this.context.getApplicationListeners())
			.stream()
			.filter((listener) -> supportsEvent(listener, type, source))
			.toList();
	}

	/**
	 * Return the method by which a multicaster finds listeners: one for subclasses, which
	 * the context's own is not.
	 * @return the method
	 */
	private static Method listenersMethod() {
		Method method = Objects.requireNonNull(ReflectionUtils.findMethod(AbstractApplicationEventMulticaster.class,
				"getApplicationListeners", ApplicationEvent.class, ResolvableType.class));
		ReflectionUtils.makeAccessible(method);
		return method;
	}

}
