package io.clusterboot.messaging;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

import io.clusterboot.ClusterMessageListener;

/**
 * Finds the methods annotated with {@link ClusterMessageListener}.
 *
 * @since 0.1.0
 */
public final class ListenerMethods implements BeanPostProcessor {

	private final List<ListenerMethod> methods = new CopyOnWriteArrayList<>();

	private final Map<Class<?>, List<ListenerMethod>> byPayload = new ConcurrentHashMap<>();

	private final Set<Class<?>> without = ConcurrentHashMap.newKeySet();

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		// Who calls a scoped bean's proxy reaches the bean that is in scope.
		boolean hears = !ScopedProxyUtils.isScopedTarget(beanName) && !this.without.contains(type);
		if (hears && AnnotationUtils.isCandidateClass(type, ClusterMessageListener.class)) {
			Set<Method> found = MethodIntrospector
				.selectMethods(type,
						(MethodIntrospector.MetadataLookup<ClusterMessageListener>) (method) -> AnnotatedElementUtils
							.findMergedAnnotation(method, ClusterMessageListener.class))
				.keySet();
			found.forEach((method) -> this.methods
				.add(ListenerMethod.of(bean, AopUtils.selectInvocableMethod(method, bean.getClass()))));
			if (found.isEmpty()) {
				this.without.add(type);
			}
			else {
				this.byPayload.clear();
			}
		}
		return bean;
	}

	List<ListenerMethod> accepting(Class<?> payload) {
		return this.byPayload.computeIfAbsent(payload,
				(type) -> this.methods.stream().filter((method) -> method.accepts(type)).toList());
	}

}
