package io.clusterboot.member;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;

/**
 * Questions of this process that were not answered yet.
 */
final class PendingAnswers {

	private final AtomicLong numbers = new AtomicLong();

	private final Map<Long, Question> questions = new ConcurrentHashMap<>();

	long ask(long receiver, CompletableFuture<Envelope> answer) {
		long number = this.numbers.incrementAndGet();
		this.questions.put(number, new Question(receiver, answer));
		answer.whenComplete((envelope, failure) -> this.questions.remove(number));
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
				question.answer()
					.completeExceptionally(new ClusterMessageException(
							"The worker with id " + receiver + " is gone and will not answer", null));
			}
		});
	}

	/**
	 * A question.
	 *
	 * @param receiver who was asked
	 * @param answer completed with the answer
	 */
	private record Question(long receiver, CompletableFuture<Envelope> answer) {

	}

}
