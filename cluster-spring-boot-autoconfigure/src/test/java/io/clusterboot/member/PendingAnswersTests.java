package io.clusterboot.member;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PendingAnswers}.
 */
class PendingAnswersTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Duration SHORT = Duration.ofSeconds(1);

	/**
	 * Arbitrary, and about to overflow.
	 */
	private long now = Long.MAX_VALUE - 5;

	private int started;

	private final Map<Long, Runnable> timers = new LinkedHashMap<>();

	private final PendingAnswers answers = new PendingAnswers(() -> this.now, this::startTimer);

	private final CompletableFuture<Envelope> question = new CompletableFuture<>();

	@Test
	void answerCompletesTheQuestionOfThatNumber() {
		CompletableFuture<Envelope> other = new CompletableFuture<>();
		long number = this.answers.ask(1, LONG, this.question);
		assertThat(this.answers.ask(1, LONG, other)).isNotEqualTo(number).isNotZero();
		Envelope answer = answer(number);
		this.answers.answer(1, answer);
		assertThat(this.question).isCompletedWithValue(answer);
		assertThat(other).isNotDone();
	}

	@Test
	void answerWhenFromSomebodyElseIsIgnored() {
		long number = this.answers.ask(1, LONG, this.question);
		this.answers.answer(2, answer(number));
		this.answers.answer(1, answer(number + 1));
		assertThat(this.question).isNotDone();
	}

	@Test
	void answerWhenTheSecondIsIgnored() {
		long number = this.answers.ask(1, LONG, this.question);
		Envelope first = answer(number);
		this.answers.answer(1, first);
		this.answers.answer(1, answer(number));
		assertThat(this.question.join()).isSameAs(first);
	}

	@Test
	void failFailsTheQuestionsToThatReceiverOnly() {
		CompletableFuture<Envelope> other = new CompletableFuture<>();
		this.answers.ask(1, LONG, this.question);
		this.answers.ask(2, LONG, other);
		this.answers.fail(1);
		assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> {
			throw this.question.handle((answer, failure) -> failure).join();
		}).withMessageContaining("id 1 is gone");
		assertThat(other).isNotDone();
	}

	@Test
	void askWhenTheTimeIsOverFailsThatQuestionOnly() {
		CompletableFuture<Envelope> other = new CompletableFuture<>();
		this.answers.ask(1, SHORT, this.question);
		this.answers.ask(1, LONG, other);
		assertThat(this.timers).hasSize(1);
		pass(SHORT);
		assertThat(this.question).isCompletedExceptionally();
		assertThat(other).isNotDone();
		pass(LONG.minus(SHORT));
		assertThat(other).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withMessageContaining("No answer within 60000 ms");
		assertThat(this.timers).isEmpty();
	}

	@Test
	void askWhenTheNextIsDueEarlierIsInTime() {
		CompletableFuture<Envelope> earlier = new CompletableFuture<>();
		this.answers.ask(1, LONG, this.question);
		this.answers.ask(1, SHORT, earlier);
		pass(SHORT);
		assertThat(earlier).isCompletedExceptionally();
		assertThat(this.question).isNotDone();
		pass(LONG);
		assertThat(this.question).isCompletedExceptionally();
	}

	@Test
	void askWhenAnsweredBeforeNeedsNoTimerOfItsOwn() {
		for (int i = 0; i < 100; i++) {
			long number = this.answers.ask(1, LONG, new CompletableFuture<>());
			this.answers.answer(1, answer(number));
		}
		assertThat(this.timers).hasSize(1);
		pass(LONG);
		assertThat(this.timers).isEmpty();
	}

	@Test
	void askWhenALongOneWaitsBesideManyShortOnesNeedsOneTimerForEach() {
		this.answers.ask(1, LONG, this.question);
		for (int i = 0; i < 10; i++) {
			this.answers.ask(1, SHORT, new CompletableFuture<>());
			pass(SHORT);
		}
		assertThat(this.started).isEqualTo(11);
	}

	@Test
	void failAllFailsEachQuestion() {
		this.answers.ask(1, LONG, this.question);
		this.answers.failAll();
		assertThat(this.question).isCompletedExceptionally();
	}

	private void startTimer(Runnable task, long nanos) {
		this.started++;
		this.timers.put(this.now + nanos, task);
	}

	private void pass(Duration time) {
		this.now += time.toNanos();
		Map<Long, Runnable> due = new LinkedHashMap<>(this.timers);
		due.keySet().removeIf((at) -> at - this.now > 0);
		due.forEach((at, task) -> {
			this.timers.remove(at);
			task.run();
		});
	}

	private Envelope answer(long number) {
		return new Envelope(0, number, Format.TEXT, "", new byte[0]);
	}

}
