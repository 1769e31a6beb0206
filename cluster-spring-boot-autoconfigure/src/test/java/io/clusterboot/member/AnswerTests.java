package io.clusterboot.member;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Answer}.
 */
@Timeout(60)
class AnswerTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final CompletableFuture<Envelope> envelope = new CompletableFuture<>();

	private final List<Runnable> callbacks = new ArrayList<>();

	private final AtomicInteger reads = new AtomicInteger();

	private final Answer<String> answer = new Answer<>(this.envelope, this::read, this.callbacks::add);

	@Test
	void joinReadsTheAnswerInTheWaitingThread() throws Exception {
		AtomicReference<Thread> reader = new AtomicReference<>();
		FutureTask<String> waiter = waiting(this.answer::join);
		this.answer.thenRun(() -> reader.set(Thread.currentThread()));
		arrive("tea");
		assertThat(waiter.get(10, TimeUnit.SECONDS)).isEqualTo("tea");
		assertThat(this.callbacks).isEmpty();
		assertThat(reader.get().getName()).isEqualTo("waiter");
		assertThat(this.reads).hasValue(1);
	}

	@Test
	void getWhenSeveralWaitReadsTheAnswerOnce() throws Exception {
		FutureTask<String> first = waiting(this.answer::get);
		FutureTask<String> second = waiting(() -> this.answer.get(1, TimeUnit.MINUTES));
		arrive("tea");
		assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("tea");
		assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("tea");
		assertThat(this.reads).hasValue(1);
	}

	@Test
	void completeWhenNobodyWaitsRunsDependentActionsAsCallbacks() {
		List<String> heard = new ArrayList<>();
		this.answer.thenAccept(heard::add);
		arrive("tea");
		assertThat(heard).isEmpty();
		this.callbacks.forEach(Runnable::run);
		assertThat(heard).containsExactly("tea");
		assertThat(this.answer.join()).isEqualTo("tea");
		assertThat(this.reads).hasValue(1);
	}

	@Test
	void joinWhenItFailedThrowsTheFailure() {
		this.envelope.completeExceptionally(new ClusterMessageException("nobody there", null));
		assertThat(this.answer).failsWithin(SOON)
			.withThrowableThat()
			.withCauseInstanceOf(ClusterMessageException.class)
			.withMessageContaining("nobody there");
	}

	@Test
	void joinWhenItCannotBeReadThrowsTheFailure() {
		Answer<String> unreadable = new Answer<>(this.envelope, (envelope) -> {
			throw new ClusterMessageException("no text", null);
		}, this.callbacks::add);
		arrive("tea");
		assertThat(unreadable).failsWithin(SOON).withThrowableThat().withMessageContaining("no text");
	}

	@Test
	void getWhenTheTimeIsOverLeavesTheAnswerToOthers() {
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> this.answer.get(1, TimeUnit.MILLISECONDS));
		arrive("tea");
		assertThat(this.callbacks).hasSize(1);
		assertThat(this.answer.join()).isEqualTo("tea");
	}

	@Test
	void getWhenInterruptedLeavesTheAnswerToOthers() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		FutureTask<String> waiter = waiting(() -> {
			thread.set(Thread.currentThread());
			return this.answer.get();
		});
		thread.get().interrupt();
		assertThat(waiter).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(InterruptedException.class);
		arrive("tea");
		assertThat(this.callbacks).hasSize(1);
	}

	@Test
	void cancelWakesWhoWaitsAndForgetsTheQuestion() {
		FutureTask<String> waiter = waiting(this.answer::join);
		this.answer.cancel(false);
		assertThat(waiter).failsWithin(SOON);
		assertThat(this.envelope).isCancelled();
		assertThat(this.callbacks).isEmpty();
	}

	@Test
	void completeWhenThereIsNoThreadForCallbacksIsReadAllTheSame() {
		Answer<String> answer = new Answer<>(this.envelope, this::read, (task) -> {
			throw new RejectedExecutionException("no threads");
		});
		arrive("tea");
		assertThat(answer).isCompletedWithValue("tea");
	}

	private String read(Envelope envelope) {
		this.reads.incrementAndGet();
		return new String(envelope.body(), StandardCharsets.UTF_8);
	}

	private void arrive(String text) {
		this.envelope.complete(new Envelope(0, 1, Format.TEXT, "", text.getBytes(StandardCharsets.UTF_8)));
	}

	private FutureTask<String> waiting(Callable<String> task) {
		FutureTask<String> waiter = new FutureTask<>(task);
		Thread thread = new Thread(waiter, "waiter");
		thread.setDaemon(true);
		thread.start();
		Awaitility.await()
			.until(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
		return waiter;
	}

}
