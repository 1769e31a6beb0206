package io.clusterboot.messaging;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanInitializationException;

import io.clusterboot.ClusterMessageListener;
import io.clusterboot.Worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ListenerMethods} and each {@link ListenerMethod}.
 */
class ListenerMethodsTests {

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

	@ParameterizedTest
	@ValueSource(classes = { NoParameter.class, TwoPayloads.class, ThreeParameters.class })
	void refreshWhenSignatureIsWrongSaysWhatIsAllowed(Class<?> component) {
		assertThatExceptionOfType(BeanInitializationException.class)
			.isThrownBy(() -> new MessageContext(Heard.class, component))
			.withStackTraceContaining(component.getSimpleName() + ".onWrong")
			.withStackTraceContaining("must have the payload as its first parameter");
	}

	private static List<String> heard(MessageContext context) {
		return context.bean(Heard.class).all();
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
