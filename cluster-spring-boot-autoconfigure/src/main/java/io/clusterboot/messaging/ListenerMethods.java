package io.clusterboot.messaging;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

import io.clusterboot.ClusterMessageListener;

/**
 * Finds the methods annotated with {@link ClusterMessageListener}.
 *
 * @since 0.1.0
 */
public final class ListenerMethods implements BeanPostProcessor, LazyInitializationExcludeFilter {

	private final List<ListenerMethod> methods = new CopyOnWriteArrayList<>();

	private final Map<Class<?>, List<ListenerMethod>> byPayload = new ConcurrentHashMap<>();

	private final Set<Class<?>> without = ConcurrentHashMap.newKeySet();

	/**
	 * Return whether a bean hears messages: it must exist for that, even if beans are
	 * created when they are needed.
	 */
	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		return !annotated(beanType).isEmpty();
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		// Who calls a scoped bean's proxy reaches the bean that is in scope.
		if (!ScopedProxyUtils.isScopedTarget(beanName) && !this.without.contains(type)) {
			Set<Method> found = annotated(type);
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

	private Set<Method> annotated(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, ClusterMessageListener.class)) {
			return Set.of();
		}
		MethodIntrospector.MetadataLookup<ClusterMessageListener> lookup = (method) -> AnnotatedElementUtils
			.findMergedAnnotation(method, ClusterMessageListener.class);
		return MethodIntrospector.selectMethods(type, lookup).keySet();
	}

	List<ListenerMethod> accepting(Class<?> payload) {
		return this.byPayload.computeIfAbsent(payload,
				(type) -> this.methods.stream().filter((method) -> method.accepts(type)).toList());
	}

}
