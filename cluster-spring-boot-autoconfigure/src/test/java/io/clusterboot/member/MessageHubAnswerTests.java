package io.clusterboot.member;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterMessageException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the answers that a {@link MessageHub} gets from another.
 */
class MessageHubAnswerTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private static final Duration LONG = Duration.ofMinutes(1);

	private final Wires wires = new Wires();

	@AfterEach
	void close() {
		this.wires.close();
	}

	@Test
	void requestWhenTheAnswerIsNullCompletesWithThat() {
		MessageHub asker = this.wires.hub(1);
		this.wires.hub(2).start((message) -> message.answer().accept(null));
		assertThat(asker.request(2, "hello?", String.class, LONG)).succeedsWithin(SOON).isNull();
	}

	@Test
	void requestWhenNobodyAnswersFailsWithTheReasonAlone() {
		MessageHub asker = this.wires.hub(1);
		this.wires.hub(2).start((message) -> {
			throw new ClusterMessageException("No listener takes a String there", null);
		});
		assertThat(asker.request(2, "hello?", String.class, LONG)).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(ClusterMessageException.class)
			.withMessage("No listener takes a String there");
	}

}
