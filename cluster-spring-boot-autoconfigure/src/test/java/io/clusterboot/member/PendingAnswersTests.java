package io.clusterboot.member;

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

	private final PendingAnswers answers = new PendingAnswers();

	private final CompletableFuture<Envelope> question = new CompletableFuture<>();

	@Test
	void answerCompletesTheQuestionOfThatNumber() {
		CompletableFuture<Envelope> other = new CompletableFuture<>();
		long number = this.answers.ask(1, this.question);
		assertThat(this.answers.ask(1, other)).isNotEqualTo(number).isNotZero();
		Envelope answer = answer(number);
		this.answers.answer(1, answer);
		assertThat(this.question).isCompletedWithValue(answer);
		assertThat(other).isNotDone();
	}

	@Test
	void answerWhenFromSomebodyElseIsIgnored() {
		long number = this.answers.ask(1, this.question);
		this.answers.answer(2, answer(number));
		this.answers.answer(1, answer(number + 1));
		assertThat(this.question).isNotDone();
	}

	@Test
	void answerWhenTheSecondIsIgnored() {
		long number = this.answers.ask(1, this.question);
		Envelope first = answer(number);
		this.answers.answer(1, first);
		this.answers.answer(1, answer(number));
		assertThat(this.question.join()).isSameAs(first);
	}

	@Test
	void failFailsTheQuestionsToThatReceiverOnly() {
		CompletableFuture<Envelope> other = new CompletableFuture<>();
		this.answers.ask(1, this.question);
		this.answers.ask(2, other);
		this.answers.fail(1);
		assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> {
			throw this.question.handle((answer, failure) -> failure).join();
		}).withMessageContaining("id 1 is gone");
		assertThat(other).isNotDone();
	}

	private Envelope answer(long number) {
		return new Envelope(0, number, Format.TEXT, "", new byte[0]);
	}

}
