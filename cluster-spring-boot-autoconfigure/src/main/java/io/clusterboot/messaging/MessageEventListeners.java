package io.clusterboot.messaging;

import java.lang.reflect.Method;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.clusterboot.ClusterMessageEvent;

/**
 * Has methods for a {@link ClusterMessageEvent} that are annotated with
 * {@link EventListener} get the messages that they can take.
 *
 * @since 0.1.0
 */
public final class MessageEventListeners implements EventListenerFactory, Ordered {

	/**
	 * Before Spring's own, which takes every method, and after those for special
	 * annotations.
	 */
	private static final int ORDER = LOWEST_PRECEDENCE - 1;

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public boolean supportsMethod(Method method) {
		return method.getParameterCount() == 1 && method.getParameterTypes()[0] == ClusterMessageEvent.class
				&& !namesClasses(method);
	}

	private static boolean namesClasses(Method method) {
		EventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class);
		return annotation != null && annotation.classes().length > 0;
	}

	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		return new MessageEventListener(beanName, type, method);
	}

}
