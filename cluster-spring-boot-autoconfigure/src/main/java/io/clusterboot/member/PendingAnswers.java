package io.clusterboot.member;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;

/**
 * Questions of this process that were not answered yet.
 */
final class PendingAnswers {

	private final AtomicLong numbers = new AtomicLong();

	private final Map<Long, Question> questions = new ConcurrentHashMap<>();

	private final Deadlines deadlines;

	/**
	 * Create a new {@link PendingAnswers} instance.
	 * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
	 * @param timer runs a task after a number of nanoseconds
	 */
	PendingAnswers(LongSupplier nanoTime, ObjLongConsumer<Runnable> timer) {
		this.deadlines = new Deadlines(this::failOverdue, nanoTime, timer);
	}

	/**
	 * Take note of a question.
	 * @param receiver who is asked
	 * @param timeout how long to wait for the answer
	 * @param answer completed with the answer, or with why there is none
	 * @return number of the question
	 */
	long ask(long receiver, Duration timeout, CompletableFuture<Envelope> answer) {
		long number = this.numbers.incrementAndGet();
		long deadline = this.deadlines.after(timeout);
		this.questions.put(number, new Question(receiver, timeout, deadline, answer));
		answer.whenComplete((envelope, failure) -> this.questions.remove(number));
		this.deadlines.watch(deadline);
		return number;
	}

	void answer(long sender, Envelope envelope) {
		Question question = this.questions.get(envelope.answers());
		if (question != null && question.receiver() == sender) {
			question.answer().complete(envelope);
		}
	}

	/**
	 * Fail what one receiver was asked, because it is gone.
	 * @param receiver its id
	 */
	void fail(long receiver) {
		this.questions.values().forEach((question) -> {
			if (question.receiver() == receiver) {
				question.fail("The worker with id " + receiver + " is gone and will not answer");
			}
		});
	}

	/**
	 * Fail all questions, because this process ends.
	 */
	void failAll() {
		this.questions.values().forEach((question) -> question.fail("This process ends"));
	}

	private void failOverdue() {
		for (Question question : this.questions.values()) {
			if (this.deadlines.isOver(question.deadline())) {
				question.fail("No answer within " + question.timeout().toMillis() + " ms");
			}
		}
		this.questions.values().stream().mapToLong(Question::deadline).min().ifPresent(this.deadlines::watch);
	}

	/**
	 * A question.
	 *
	 * @param receiver who was asked
	 * @param timeout how long to wait
	 * @param deadline until when
	 * @param answer completed with the answer
	 */
	private record Question(long receiver, Duration timeout, long deadline, CompletableFuture<Envelope> answer) {

		void fail(String reason) {
			this.answer.completeExceptionally(new ClusterMessageException(reason, null));
		}

	}

}
