package io.clusterboot.actuate.all;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.peer.PeerClient;
import io.clusterboot.peer.PeerHandler;
import io.clusterboot.peer.PeerQuestion;
import io.clusterboot.peer.PeerServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnswerLimit}, over real sockets.
 */
@Timeout(60)
class AnswerLimitTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final CountDownLatch end = new CountDownLatch(1);

	private final PeerClient client = new PeerClient();

	@Test
	void answersWhenSomeEndpointsHangAreThoseOfTheOthers(@TempDir Path directory) throws Exception {
		AnswerLimit limit = new AnswerLimit();
		PeerHandler handler = (question, answer) -> limit.give(question.subject(), () -> {
			if (question.subject().startsWith("stuck")) {
				hang();
			}
			answer.write(1);
		});
		Path socket = directory.resolve("w1");
		try (PeerServer server = PeerServer.start(socket, handler)) {
			for (int endpoint = 1; endpoint <= 3; endpoint++) {
				String subject = "stuck" + endpoint;
				List<CompletableFuture<byte[]>> answers = IntStream.range(0, AnswerLimit.MOST + 10)
					.mapToObj((i) -> ask(socket, subject))
					.toList();
				Awaitility.await()
					.until(() -> answers.stream().filter(CompletableFuture::isCompletedExceptionally).count() == 10);
				assertThat(ask(socket, "health").get()).containsExactly(1);
			}
			this.end.countDown();
			Awaitility.await()
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(ask(socket, "stuck1").get()).containsExactly(1));
		}
		finally {
			this.end.countDown();
		}
	}

	private void hang() {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private CompletableFuture<byte[]> ask(Path socket, String subject) {
		return this.client.ask(socket, new PeerQuestion(subject, new byte[0]), LONG, InputStream::readAllBytes);
	}

}
