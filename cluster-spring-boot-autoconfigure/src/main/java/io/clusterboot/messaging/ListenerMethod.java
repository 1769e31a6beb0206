package io.clusterboot.messaging;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

import io.clusterboot.Worker;

/**
 * A method of a bean that gets messages.
 *
 * @param bean the bean
 * @param method the method, with the payload as first parameter
 * @param payloadType what the payload is to be read as, with its type arguments
 */
record ListenerMethod(Object bean, Method method, Type payloadType) {

	/**
	 * Create a new instance for a method that can get messages.
	 * @param bean the bean
	 * @param method the method
	 * @return a new instance
	 * @throws IllegalStateException if its parameters are not those of a listener
	 */
	static ListenerMethod of(Object bean, Method method) {
		Class<?>[] parameters = method.getParameterTypes();
		boolean sender = parameters.length == 2 && parameters[1] == Worker.class;
		if (parameters.length != 1 && !sender) {
			throw new IllegalStateException("@ClusterMessageListener method " + method.toGenericString()
					+ " must have the payload as its first parameter and may have a Worker, the sender, as its second");
		}
		ReflectionUtils.makeAccessible(method);
		Type payload = GenericTypeResolver.resolveType(method.getGenericParameterTypes()[0],
				AopUtils.getTargetClass(bean));
		return new ListenerMethod(bean, method, payload);
	}

	boolean accepts(Class<?> payload) {
		return ResolvableType.forType(this.payloadType).toClass().isAssignableFrom(payload);
	}

	/**
	 * Call the method.
	 * @param payload the payload
	 * @param sender the sender, or {@code null}
	 * @return what the method returned
	 * @throws Throwable what the method threw
	 */
	@Nullable Object call(Object payload, @Nullable Worker sender) throws Throwable {
		try {
			return (this.method.getParameterCount() == 1) ? this.method.invoke(this.bean, payload)
					: this.method.invoke(this.bean, payload, sender);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Override
	public String toString() {
		return this.method.getDeclaringClass().getSimpleName() + "." + this.method.getName();
	}

}
