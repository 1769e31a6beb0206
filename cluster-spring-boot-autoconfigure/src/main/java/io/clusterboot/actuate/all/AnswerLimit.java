package io.clusterboot.actuate.all;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many answers of one endpoint are given to other workers at a time. An
 * endpoint that hangs keeps the threads that it has got, for it may harm an application
 * to be interrupted, but gets no more of them than leave enough for all others.
 */
final class AnswerLimit {

	/**
	 * An eighth of what a worker answers at a time.
	 */
	static final int MOST = 64;

	private final Map<String, Semaphore> free = new ConcurrentHashMap<>();

	/**
	 * Give an answer, unless too many of the endpoint's are being given.
	 * @param endpoint the endpoint
	 * @param answer gives the answer
	 * @throws IOException if it cannot be given
	 */
	void give(String endpoint, Answer answer) throws IOException {
		Semaphore free = this.free.computeIfAbsent(endpoint, (key) -> new Semaphore(MOST));
		if (!free.tryAcquire()) {
			throw new IOException(
					"%d answers of '%s' are not complete yet, more are not begun".formatted(MOST, endpoint));
		}
		try {
			answer.give();
		}
		finally {
			free.release();
		}
	}

	/**
	 * Gives an answer.
	 */
	@FunctionalInterface
	interface Answer {

		void give() throws IOException;

	}

}
