package io.clusterboot.messaging;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import io.clusterboot.ClusterMessageListener;
import io.clusterboot.Worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ListenerMethods} and each {@link ListenerMethod}.
 */
class ListenerMethodsTests {

	@Test
	void messageGoesToTheMethodsThatTakeItsType() {
		try (MessageContext context = new MessageContext(Heard.class, Typed.class)) {
			context.send("hello");
			context.send(new byte[] { 1, 2 });
			context.send(new Order("tea", 2));
			assertThat(heard(context)).containsExactlyInAnyOrder("text hello", "any String", "bytes 2", "any byte[]",
					"order tea", "any LinkedHashMap");
		}
	}

	@Test
	void messageWhenElementsHaveATypeIsReadAsThat() {
		try (MessageContext context = new MessageContext(Heard.class, Generic.class)) {
			context.send(List.of(new Order("tea", 2), new Order("milk", 1)));
			context.send(Map.of("breakfast", new Order("tea", 2)));
			assertThat(heard(context)).containsExactlyInAnyOrder("list milk", "collection tea", "map tea");
		}
	}

	@Test
	void messageWhenASuperclassLeavesTheTypeOpenGoesByTheActualType() {
		try (MessageContext context = new MessageContext(Heard.class, OfOrders.class)) {
			context.send("hello");
			context.send(new Order("tea", 2));
			assertThat(heard(context)).containsExactly("handled tea");
		}
	}

	@Test
	void messageWhenClassIsUnknownGoesToThoseThatTakeAnything() {
		try (MessageContext context = new MessageContext(Heard.class, Typed.class)) {
			context.sendUnknown("{\"a\":1}");
			assertThat(heard(context)).containsExactly("any LinkedHashMap");
		}
	}

	@Test
	void messageTellsTheSender() {
		try (MessageContext context = new MessageContext(Heard.class, WithSender.class)) {
			context.send("hello");
			context.sendFromPrimary("hello");
			assertThat(heard(context)).containsExactly("worker 1", "primary");
		}
	}

	@Test
	void messageWhenMethodIsPrivateOrInheritedReachesIt() {
		try (MessageContext context = new MessageContext(Heard.class, Heir.class)) {
			context.send("hello");
			assertThat(heard(context)).containsExactlyInAnyOrder("inherited", "private");
		}
	}

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
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> new MessageContext(Heard.class, InterfaceProxies.class, Hidden.class))
			.withStackTraceContaining("Need to invoke method 'onHidden'");
	}

	@Test
	void messageWhenBeanIsOfAScopeIsHeardOnce() {
		try (MessageContext context = new MessageContext(Heard.class, ScopeConfiguration.class, Scoped.class)) {
			context.bean(Scoped.class);
			context.send("one");
			context.send("two");
			assertThat(heard(context)).containsExactly("scoped one", "scoped two");
		}
	}

	@Test
	void messageWhenBeanIsCreatedLateIsHeardFromThenOn() {
		try (MessageContext context = new MessageContext(Heard.class, Late.class)) {
			context.send("one");
			context.bean(Late.class);
			context.send("two");
			assertThat(heard(context)).containsExactly("late two");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { NoParameter.class, TwoPayloads.class, ThreeParameters.class })
	void refreshWhenSignatureIsWrongSaysWhatIsAllowed(Class<?> component) {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> new MessageContext(Heard.class, component))
			.withStackTraceContaining(component.getSimpleName() + ".onWrong")
			.withStackTraceContaining("must have the payload as its first parameter");
	}

	private static List<String> heard(MessageContext context) {
		return context.bean(Heard.class).all();
	}

	record Typed(Heard heard) {

		@ClusterMessageListener
		void onText(String text) {
			this.heard.add("text " + text);
		}

		@ClusterMessageListener
		void onBytes(byte[] bytes) {
			this.heard.add("bytes " + bytes.length);
		}

		@ClusterMessageListener
		void onOrder(Order order) {
			this.heard.add("order " + order.item());
		}

		@ClusterMessageListener
		void onAny(Object any) {
			this.heard.add("any " + any.getClass().getSimpleName());
		}

		@ClusterMessageListener
		void onOther(Integer number) {
			this.heard.add("number " + number);
		}

	}

	record Generic(Heard heard) {

		@ClusterMessageListener
		void onList(List<Order> orders) {
			this.heard.add("list " + orders.get(1).item());
		}

		@ClusterMessageListener
		void onCollection(Collection<Order> orders) {
			this.heard.add("collection " + orders.iterator().next().item());
		}

		@ClusterMessageListener
		void onMap(Map<String, Order> orders) {
			this.heard.add("map " + orders.get("breakfast").item());
		}

	}

	abstract static class Handler<T> {

		@ClusterMessageListener
		void onMessage(T message) {
			handle(message);
		}

		abstract void handle(T message);

	}

	static class OfOrders extends Handler<Order> {

		private final Heard heard;

		OfOrders(Heard heard) {
			this.heard = heard;
		}

		@Override
		void handle(Order order) {
			this.heard.add("handled " + order.item());
		}

	}

	record WithSender(Heard heard) {

		@ClusterMessageListener
		void onText(String text, Worker sender) {
			this.heard.add((sender != null) ? "worker " + sender.id() : "primary");
		}

	}

	static class Ancestor {

		final Heard heard;

		Ancestor(Heard heard) {
			this.heard = heard;
		}

		@ClusterMessageListener
		void onInherited(String text) {
			this.heard.add("inherited");
		}

	}

	static class Heir extends Ancestor {

		Heir(Heard heard) {
			super(heard);
		}

		@ClusterMessageListener
		private void onPrivate(String text) {
			this.heard.add("private");
		}

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

	@Configuration(proxyBeanMethods = false)
	static class ScopeConfiguration {

		@Bean
		static CustomScopeConfigurer scopes() {
			CustomScopeConfigurer configurer = new CustomScopeConfigurer();
			configurer.addScope("thread", new SimpleThreadScope());
			return configurer;
		}

	}

	@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class Scoped {

		private final Heard heard;

		Scoped(Heard heard) {
			this.heard = heard;
		}

		@ClusterMessageListener
		void onText(String text) {
			this.heard.add("scoped " + text);
		}

	}

	@Lazy
	record Late(Heard heard) {

		@ClusterMessageListener
		void onText(String text) {
			this.heard.add("late " + text);
		}

	}

	static class NoParameter {

		@ClusterMessageListener
		void onWrong() {
		}

	}

	static class TwoPayloads {

		@ClusterMessageListener
		void onWrong(String text, Integer number) {
		}

	}

	static class ThreeParameters {

		@ClusterMessageListener
		void onWrong(String text, Worker sender, Integer number) {
		}

	}

}
