package io.clusterboot.messaging;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;

import io.clusterboot.ClusterMessageListener;

/**
 * Finds the methods annotated with {@link ClusterMessageListener}, as Spring finds those
 * of its own events: by the types of the beans, which need not exist for that.
 *
 * @since 0.1.0
 */
public final class ListenerMethods implements BeanFactoryAware, SmartInitializingSingleton {

	private final Map<Class<?>, List<ListenerMethod>> byPayload = new ConcurrentHashMap<>();

	private @Nullable ConfigurableListableBeanFactory beans;

	private List<ListenerMethod> methods = List.of();

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beans = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		ConfigurableListableBeanFactory beans = this.beans;
		if (beans != null) {
			List<ListenerMethod> found = new ArrayList<>();
			for (String name : beans.getBeanNamesForType(Object.class)) {
				found.addAll(methods(name, beans));
			}
			this.methods = List.copyOf(found);
		}
	}

	private static List<ListenerMethod> methods(String name, ConfigurableListableBeanFactory beans) {
		// Who calls a scoped bean's proxy reaches the bean that is in scope.
		Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : type(name, beans);
		if (type == null || isSprings(type)) {
			return List.of();
		}
		try {
			return annotated(type).stream().map((method) -> ListenerMethod.of(beans, name, method, type)).toList();
		}
		catch (IllegalStateException ex) {
			throw new BeanInitializationException("Bean '" + name + "' cannot get messages: " + ex.getMessage(), ex);
		}
	}

	private static @Nullable Class<?> type(String name, ConfigurableListableBeanFactory beans) {
		Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
		Object proxy = (type != null && Proxy.isProxyClass(type)) ? beans.getSingleton(name) : null;
		if (proxy != null) {
			return AopUtils.getTargetClass(proxy);
		}
		String target = ScopedProxyUtils.getTargetBeanName(name);
		return (type != null && ScopedObject.class.isAssignableFrom(type) && beans.containsBean(target))
				? AutoProxyUtils.determineTargetClass(beans, target) : type;
	}

	/**
	 * Return whether a class is one of Spring's many, of which none gets messages.
	 * @param type the class
	 * @return {@code true} if there is no need to look at its methods
	 */
	private static boolean isSprings(Class<?> type) {
		return type.getName().startsWith("org.springframework.")
				&& !AnnotatedElementUtils.isAnnotated(type, Component.class);
	}

	private static Set<Method> annotated(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, ClusterMessageListener.class)) {
			return Set.of();
		}
		MethodIntrospector.MetadataLookup<ClusterMessageListener> lookup = (method) -> AnnotatedElementUtils
			.findMergedAnnotation(method, ClusterMessageListener.class);
		return MethodIntrospector.selectMethods(type, lookup).keySet();
	}

	List<ListenerMethod> accepting(Class<?> sent) {
		return this.byPayload.computeIfAbsent(sent,
				(type) -> this.methods.stream().filter((method) -> method.payload().accepts(type)).toList());
	}

}
