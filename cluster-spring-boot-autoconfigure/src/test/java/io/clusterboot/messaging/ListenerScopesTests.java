package io.clusterboot.messaging;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.SimpleThreadScope;

import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.ClusterMessageListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners whose beans do not exist from the start, or more than once.
 */
class ListenerScopesTests {

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
	void messageWhenBeanIsLazyCreatesItOnce() {
		try (MessageContext context = new MessageContext(Heard.class, Late.class)) {
			assertThat(heard(context)).isEmpty();
			context.send("one");
			context.send("two");
			assertThat(heard(context)).containsExactlyInAnyOrder("created", "method one", "event one", "method two",
					"event two");
		}
	}

	@Test
	void messageWhenBeanIsAPrototypeCreatesOneForEachListener() {
		try (MessageContext context = new MessageContext(Heard.class, Prototype.class)) {
			context.send("one");
			assertThat(heard(context)).containsExactly("created", "method one", "created", "event one");
		}
	}

	@Test
	void messageWhenBeanOfAScopeHasNoProxyReachesTheOneInScope() {
		try (MessageContext context = new MessageContext(Heard.class, ScopeConfiguration.class, Unproxied.class)) {
			context.send("one");
			assertThat(heard(context)).containsExactly("created", "method one", "event one");
		}
	}

	@Test
	void messageWhenBeanIsLazyAndTakesAnotherTypeCreatesNothing() {
		try (MessageContext context = new MessageContext(Heard.class, Late.class)) {
			context.send(new Order("tea", 2));
			assertThat(heard(context)).isEmpty();
		}
	}

	private static List<String> heard(MessageContext context) {
		return context.bean(Heard.class).all();
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

	abstract static class Creation {

		private final Heard heard;

		Creation(Heard heard) {
			this.heard = heard;
			heard.add("created");
		}

		@ClusterMessageListener
		void onText(String text) {
			this.heard.add("method " + text);
		}

		@EventListener
		void onEvent(ClusterMessageEvent<String> event) {
			this.heard.add("event " + event.payload());
		}

	}

	@Lazy
	static class Late extends Creation {

		Late(Heard heard) {
			super(heard);
		}

	}

	@Scope("prototype")
	static class Prototype extends Creation {

		Prototype(Heard heard) {
			super(heard);
		}

	}

	@Scope("thread")
	static class Unproxied extends Creation {

		Unproxied(Heard heard) {
			super(heard);
		}

	}

}
