package io.clusterboot.messaging;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.GenericTypeResolver;
import org.springframework.util.ReflectionUtils;

import io.clusterboot.Worker;

/**
 * A method of a bean that gets messages. The bean is looked up for each: a lazy one comes
 * into being with the first message, a prototype with every one.
 *
 * @param beans knows the bean
 * @param beanName the bean's name
 * @param method the method, with the payload as first parameter
 * @param payload what it takes
 */
record ListenerMethod(BeanFactory beans, String beanName, Method method, PayloadType payload) {

	/**
	 * Create a new instance for a method that can get messages.
	 * @param beans knows the bean
	 * @param beanName the bean's name
	 * @param method the method
	 * @param type the bean's class
	 * @return a new instance
	 * @throws IllegalStateException if its parameters are not those of a listener
	 */
	static ListenerMethod of(BeanFactory beans, String beanName, Method method, Class<?> type) {
		Class<?>[] parameters = method.getParameterTypes();
		boolean sender = parameters.length == 2 && parameters[1] == Worker.class;
		if (parameters.length != 1 && !sender) {
			throw new IllegalStateException("@ClusterMessageListener method " + method.toGenericString()
					+ " must have the payload as its first parameter and may have a Worker, the sender, as its second");
		}
		PayloadType payload = PayloadType
			.of(GenericTypeResolver.resolveType(method.getGenericParameterTypes()[0], type));
		Class<?> beanType = beans.getType(beanName);
		Method invocable = (beanType != null) ? AopUtils.selectInvocableMethod(method, beanType) : method;
		return new ListenerMethod(beans, beanName, invocable, payload);
	}

	/**
	 * Return whether the method returns something.
	 * @return {@code true} if what it returns answers those who ask
	 */
	boolean answers() {
		return this.method.getReturnType() != void.class && this.method.getReturnType() != Void.class;
	}

	/**
	 * Call the method.
	 * @param payload the payload
	 * @param sender the sender, or {@code null}
	 * @return what the method returned
	 * @throws Throwable what the method threw
	 */
	@Nullable Object call(Object payload, @Nullable Worker sender) throws Throwable {
		Object bean = this.beans.getBean(this.beanName);
		Method invocable = invocable(bean);
		ReflectionUtils.makeAccessible(invocable);
		try {
			return (invocable.getParameterCount() == 1) ? invocable.invoke(bean, payload)
					: invocable.invoke(bean, payload, sender);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private Method invocable(Object bean) {
		// What a bean that did not exist yet would be a proxy of was not known.
		return this.method.getDeclaringClass().isInstance(bean) ? this.method
				: AopUtils.selectInvocableMethod(this.method, bean.getClass());
	}

	@Override
	public String toString() {
		return this.method.getDeclaringClass().getSimpleName() + "." + this.method.getName();
	}

}
