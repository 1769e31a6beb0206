package io.clusterboot.messaging;

import java.util.List;

import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import io.clusterboot.ClusterMessageListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ListenerMethods} where beans are proxies.
 */
class ListenerProxiesTests {

	@Test
	void messageWhenBeanIsAsynchronousRunsElsewhere() {
		try (MessageContext context = new MessageContext(Heard.class, AsyncConfiguration.class, Asynchronous.class)) {
			assertThat(AopUtils.isCglibProxy(context.bean(Asynchronous.class))).isTrue();
			context.send("hello");
			Awaitility.await().untilAsserted(() -> assertThat(heard(context)).containsExactly("elsewhere true"));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void messageWhenBeanIsAProxyGoesThroughIt(boolean classProxy) {
		try (MessageContext context = new MessageContext(Heard.class,
				classProxy ? ClassProxies.class : InterfaceProxies.class, Greeted.class)) {
			context.send("hello");
			assertThat(heard(context)).containsExactly("intercepted", "greeted");
		}
	}

	@Test
	void refreshWhenProxyDoesNotHaveTheMethodNamesIt() {
		assertThatExceptionOfType(BeanInitializationException.class)
			.isThrownBy(() -> new MessageContext(Heard.class, InterfaceProxies.class, Hidden.class))
			.withStackTraceContaining("Need to invoke method 'onHidden'");
	}

	@Test
	void messageWhenBeanIsALazyProxyGoesThroughIt() {
		try (MessageContext context = new MessageContext(Heard.class, InterfaceProxies.class, LazilyGreeted.class)) {
			context.send("hello");
			assertThat(heard(context)).containsExactly("intercepted", "greeted");
		}
	}

	private static List<String> heard(MessageContext context) {
		return context.bean(Heard.class).all();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

	}

	static class Asynchronous {

		private final Heard heard;

		private final Thread home = Thread.currentThread();

		Asynchronous(Heard heard) {
			this.heard = heard;
		}

		@Async
		@ClusterMessageListener
		void onText(String text) {
			this.heard.add("elsewhere " + (this.home != null && Thread.currentThread() != this.home));
		}

	}

	interface Greeter {

		void onGreeting(String text);

	}

	static class Greeted implements Greeter {

		private final Heard heard;

		Greeted(Heard heard) {
			this.heard = heard;
		}

		@Override
		@ClusterMessageListener
		public void onGreeting(String text) {
			this.heard.add("greeted");
		}

	}

	@Lazy
	static class LazilyGreeted extends Greeted {

		LazilyGreeted(Heard heard) {
			super(heard);
		}

	}

	static class Hidden implements Greeter {

		@Override
		public void onGreeting(String text) {
		}

		@ClusterMessageListener
		void onHidden(String text) {
		}

	}

	abstract static class AbstractProxies implements BeanPostProcessor {

		private final Heard heard;

		private final boolean classProxy;

		AbstractProxies(Heard heard, boolean classProxy) {
			this.heard = heard;
			this.classProxy = classProxy;
		}

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			if (!(bean instanceof Greeter)) {
				return bean;
			}
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(this.classProxy);
			factory.addAdvice((MethodInterceptor) (call) -> {
				this.heard.add("intercepted");
				return call.proceed();
			});
			return factory.getProxy();
		}

	}

	static class InterfaceProxies extends AbstractProxies {

		InterfaceProxies(Heard heard) {
			super(heard, false);
		}

	}

	static class ClassProxies extends AbstractProxies {

		ClassProxies(Heard heard) {
			super(heard, true);
		}

	}

}
