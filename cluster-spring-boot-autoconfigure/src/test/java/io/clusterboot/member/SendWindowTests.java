package io.clusterboot.member;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SendWindow}.
 */
class SendWindowTests {

	private static final long LONG = Duration.ofMinutes(1).toNanos();

	private final SendWindow window = new SendWindow(2, 100);

	private final AtomicReference<Thread> sender = new AtomicReference<>();

	@Test
	void enterWhenTooManyAreUnderWayWaitsUntilOneIsHandled() throws Exception {
		assertThat(this.window.enter(1, 0)).isTrue();
		assertThat(this.window.enter(1, 0)).isTrue();
		assertThat(this.window.enter(1, 0)).isFalse();
		CompletableFuture<Boolean> third = enter(1);
		this.window.leave(1, 1);
		assertThat(third).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
		assertThat(this.window.enter(1, 0)).isFalse();
	}

	@Test
	void enterWhenTooManyBytesAreUnderWayWaitsUntilTheyAreHandled() throws Exception {
		assertThat(this.window.enter(60, 0)).isTrue();
		assertThat(this.window.enter(41, 0)).isFalse();
		CompletableFuture<Boolean> second = enter(41);
		this.window.leave(1, 60);
		assertThat(second).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
	}

	@Test
	void enterWhenTheMessageFillsTheWindowExactlyPasses() throws Exception {
		assertThat(this.window.enter(60, 0)).isTrue();
		assertThat(this.window.enter(40, 0)).isTrue();
	}

	@Test
	void enterWhenTheMessageIsLargerThanTheWindowPassesAlone() throws Exception {
		assertThat(this.window.enter(1, 0)).isTrue();
		assertThat(this.window.enter(500, 0)).isFalse();
		this.window.leave(1, 1);
		assertThat(this.window.enter(500, 0)).isTrue();
		assertThat(this.window.enter(1, 0)).isFalse();
		this.window.leave(1, 500);
		assertThat(this.window.enter(1, 0)).isTrue();
	}

	@Test
	void enterWhenThereIsNoRoomInTimeTakesNone() throws Exception {
		this.window.enter(1, 0);
		this.window.enter(1, 0);
		assertThat(this.window.enter(1, Duration.ofMillis(20).toNanos())).isFalse();
		this.window.leave(1, 1);
		assertThat(this.window.enter(1, 0)).isTrue();
	}

	@Test
	void closeLetsEverybodyPass() throws Exception {
		this.window.enter(100, 0);
		CompletableFuture<Boolean> waiting = enter(1);
		this.window.close();
		assertThat(waiting).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
		assertThat(this.window.enter(500, 0)).isTrue();
	}

	@Test
	void enterWhenInterruptedEndsTheWaitAndTakesNoRoom() throws Exception {
		this.window.enter(100, 0);
		CompletableFuture<Boolean> waiting = enter(1);
		this.sender.get().interrupt();
		assertThat(waiting).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(InterruptedException.class);
		this.window.leave(1, 100);
		assertThat(this.window.enter(100, 0)).isTrue();
	}

	/**
	 * Enter in another thread.
	 * @param size size of the message
	 * @return the outcome, of a thread that waits by now
	 */
	private CompletableFuture<Boolean> enter(int size) {
		CompletableFuture<Boolean> entered = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				entered.complete(this.window.enter(size, LONG));
			}
			catch (InterruptedException ex) {
				entered.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		this.sender.set(thread);
		Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		return entered;
	}

}
