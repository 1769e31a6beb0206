package io.clusterboot.messaging;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.event.EventListener;

import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.ClusterMessageException;
import io.clusterboot.ClusterMessageListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link MessageDispatcher}.
 */
class MessageDispatcherTests {

	@Test
	void acceptAnswersWithWhatAMethodReturns() {
		try (MessageContext context = new MessageContext(Answering.class)) {
			assertThat(context.ask("hello?")).containsExactly(6);
			assertThatNoException().isThrownBy(() -> context.send("hello"));
			assertThat(context.answers()).hasSize(1);
		}
	}

	@Test
	void acceptWhenOneMethodThrowsReachesTheOthers() {
		try (MessageContext context = new MessageContext(Heard.class, Failing.class, Hearing.class)) {
			context.send("hello");
			assertThat(heard(context)).containsExactlyInAnyOrder("method hello", "event hello");
		}
	}

	@Test
	void acceptWhenOneMethodThrowsAndAnAnswerIsWaitedForTellsTheFailure() {
		try (MessageContext context = new MessageContext(Heard.class, Failing.class, Hearing.class)) {
			assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> context.ask("hello?"))
				.withMessageContaining("no tea");
			assertThat(heard(context)).containsExactlyInAnyOrder("method hello?", "event hello?");
		}
	}

	@Test
	void acceptWhenPayloadCannotBeReadByOneMethodReachesTheOthers() {
		try (MessageContext context = new MessageContext(Heard.class, Misreading.class)) {
			context.send(List.of("hello"));
			assertThat(heard(context)).containsExactly("texts [hello]");
		}
	}

	@Test
	void acceptWhenAnEventIsRepliedToAnswers() {
		try (MessageContext context = new MessageContext(Replying.class)) {
			assertThat(context.ask("hello?")).containsExactly("reply to hello?");
			context.send("hello");
			assertThat(context.answers()).hasSize(1);
		}
	}

	@Test
	void acceptWhenAnEventListenerThrowsAndAnAnswerIsWaitedForTellsTheFailure() {
		try (MessageContext context = new MessageContext(Heard.class, FailingOnEvents.class)) {
			assertThatNoException().isThrownBy(() -> context.send("hello"));
			assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> context.ask("hello?"))
				.withMessageContaining("no tea");
			assertThat(heard(context)).containsExactly("method hello", "method hello?");
		}
	}

	private static List<String> heard(MessageContext context) {
		return context.bean(Heard.class).all();
	}

	static class Answering {

		@ClusterMessageListener
		int onText(String text) {
			return text.length();
		}

	}

	static class Failing {

		@ClusterMessageListener
		void onText(String text) {
			throw new IllegalStateException("no tea");
		}

	}

	record FailingOnEvents(Heard heard) {

		@ClusterMessageListener
		void onText(String text) {
			this.heard.add("method " + text);
		}

		@EventListener
		void onEvent(ClusterMessageEvent<String> event) {
			throw new IllegalStateException("no tea");
		}

	}

	record Hearing(Heard heard) {

		@ClusterMessageListener
		void onText(String text) {
			this.heard.add("method " + text);
		}

		@EventListener
		void onEvent(ClusterMessageEvent<String> event) {
			this.heard.add("event " + event.payload());
		}

	}

	record Misreading(Heard heard) {

		@ClusterMessageListener
		void onNumbers(List<Integer> numbers) {
			this.heard.add("numbers " + numbers);
		}

		@ClusterMessageListener
		void onTexts(List<String> texts) {
			this.heard.add("texts " + texts);
		}

	}

	static class Replying {

		@EventListener
		void onQuestion(ClusterMessageEvent<String> event) {
			event.reply("reply to " + event.payload());
		}

	}

}
