package io.clusterboot.messaging;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.EventListener;

import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.ClusterMessageException;
import io.clusterboot.ClusterMessageListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@link Delivery} tells those who ask.
 */
class AnswersTests {

	@Test
	void askWhenMethodReturnsNullTellsThat() {
		try (MessageContext context = new MessageContext(Unknowing.class)) {
			assertThat(context.ask("hello?")).hasSize(1).containsOnlyNulls();
		}
	}

	@Test
	void askWhenOneOfSeveralMethodsReturnsSomethingTellsThatAlone() {
		try (MessageContext context = new MessageContext(Unknowing.class, Silent.class, Knowing.class)) {
			assertThat(context.ask("hello?")).containsExactly("yes");
		}
	}

	@Test
	void askWhenSeveralMethodsReturnSomethingTellsOneAnswer() {
		try (MessageContext context = new MessageContext(Knowing.class, KnowingToo.class)) {
			assertThat(context.ask("hello?")).containsExactly("yes");
		}
	}

	@Test
	void askWhenOneMethodReturnsNullAndAnEventIsRepliedToTellsTheReply() {
		try (MessageContext context = new MessageContext(Unknowing.class, Replying.class)) {
			assertThat(context.ask("hello?")).containsExactly("reply");
		}
	}

	@Test
	void askWhenOneMethodAnswersAndAnotherFailsTellsTheAnswer() {
		try (MessageContext context = new MessageContext(Failing.class, Knowing.class)) {
			assertThat(context.ask("hello?")).containsExactly("yes");
		}
	}

	@Test
	void askWhenOneMethodReturnsNullAndAnotherFailsTellsTheFailure() {
		try (MessageContext context = new MessageContext(Failing.class, Unknowing.class)) {
			assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> context.ask("hello?"))
				.withMessage("The listener failed: java.lang.IllegalStateException: no tea");
		}
	}

	@Test
	void askWhenMethodsReturnNothingSaysSo() {
		try (MessageContext context = new MessageContext(Silent.class)) {
			assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> context.ask("hello?"))
				.withMessage("Nobody answers a String there: the listeners that take one return nothing");
		}
	}

	@Test
	void askWhenNobodyListensSaysSo() {
		try (MessageContext context = new MessageContext(Silent.class)) {
			assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> context.ask(new Order("tea", 2)))
				.withMessage("No listener takes a " + Order.class.getName() + " there");
		}
	}

	@Test
	void askWhenAnEventIsHeardWaitsForALaterReply() {
		try (MessageContext context = new MessageContext(Silent.class, RepliesLater.class)) {
			List<@Nullable Object> answers = context.ask("hello?");
			assertThat(answers).isEmpty();
			context.bean(RepliesLater.class).event.get().reply("later");
			context.bean(RepliesLater.class).event.get().reply("again");
			assertThat(answers).containsExactly("later");
		}
	}

	@Test
	void sendWhenNobodyListensIsNoFailure() {
		try (MessageContext context = new MessageContext(Silent.class)) {
			context.send(new Order("tea", 2));
			assertThat(context.answers()).isEmpty();
		}
	}

	static class Knowing {

		@ClusterMessageListener
		String onText(String text) {
			return "yes";
		}

	}

	static class KnowingToo extends Knowing {

	}

	static class Unknowing {

		@ClusterMessageListener
		@Nullable String onText(String text) {
			return null;
		}

	}

	static class Silent {

		@ClusterMessageListener
		void onText(String text) {
		}

	}

	static class Failing {

		@ClusterMessageListener
		String onText(String text) {
			throw new IllegalStateException("no tea");
		}

	}

	static class Replying {

		@EventListener
		void onText(ClusterMessageEvent<String> event) {
			event.reply("reply");
		}

	}

	static class RepliesLater {

		private final AtomicReference<ClusterMessageEvent<String>> event = new AtomicReference<>();

		@EventListener
		void onText(ClusterMessageEvent<String> event) {
			this.event.set(event);
		}

	}

}
