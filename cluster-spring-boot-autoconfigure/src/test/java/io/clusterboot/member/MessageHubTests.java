package io.clusterboot.member;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;
import io.clusterboot.Receipt;
import io.clusterboot.Worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link MessageHub}.
 */
class MessageHubTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private static final Duration LONG = Duration.ofMinutes(1);

	private final RecordingTransport transport = new RecordingTransport();

	private final Wires wires = new Wires();

	private final List<MessageHub> hubs = new ArrayList<>();

	private final MessageHub hub = hub(LONG);

	@AfterEach
	void close() {
		this.wires.close();
		this.hubs.forEach(MessageHub::close);
	}

	private final List<String> heard = new CopyOnWriteArrayList<>();

	@Test
	void sendWhenManyKeepsTheOrder() {
		MessageHub sender = this.wires.hub(1);
		this.wires.hub(2).start(this::hear);
		List<String> texts = IntStream.range(0, 5000).mapToObj(String::valueOf).toList();
		texts.forEach((text) -> sender.send(2, text));
		Awaitility.await().until(() -> this.heard.size() == texts.size());
		assertThat(this.heard).isEqualTo(texts);
	}

	@Test
	void receiveWhenNotStartedKeepsTheMessagesUntilThen() {
		this.hub.receive(1, text("first", 0), Receipt.NONE);
		this.hub.receive(2, text("second", 0), Receipt.NONE);
		assertThat(this.heard).isEmpty();
		this.hub.start(this::hear);
		this.hub.receive(1, text("third", 0), Receipt.NONE);
		Awaitility.await().untilAsserted(() -> assertThat(this.heard).containsExactly("first", "second", "third"));
	}

	@Test
	void sendWhenReceiverIsSlowWaitsForThatReceiverOnly() {
		fill(this.hub, 1);
		CompletableFuture<Void> waiting = blocked(() -> this.hub.send(1, "late"));
		this.hub.send(2, "in time");
		assertThat(this.transport.posted()).hasSize(MessageHub.MAX_UNDER_WAY + 1);
		this.hub.handled(2, new Receipt(1, 1));
		assertThat(waiting).isNotDone();
		this.hub.handled(1, new Receipt(1, 68));
		assertThat(waiting).succeedsWithin(SOON);
		assertThat(new String(this.transport.last().body(), StandardCharsets.UTF_8)).isEqualTo("late");
	}

	@Test
	void sendWhenReceiverIsTooSlowFailsAndIsNotSentLater() {
		MessageHub impatient = hub(Duration.ofMillis(20));
		fill(impatient, 1);
		assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> impatient.send(1, "too late"))
			.withMessageContaining("has not handled the messages before this one within 20 ms");
		impatient.handled(1, new Receipt(MessageHub.MAX_UNDER_WAY, 0));
		assertThat(this.transport.posted()).hasSize(MessageHub.MAX_UNDER_WAY);
		impatient.send(1, "again");
		assertThat(this.transport.posted()).hasSize(MessageHub.MAX_UNDER_WAY + 1);
	}

	@Test
	void sendWhenInterruptedWhileItWaitsFailsAndKeepsTheInterrupt() {
		fill(this.hub, 1);
		AtomicReference<Thread> sender = new AtomicReference<>();
		CompletableFuture<Void> waiting = blocked(() -> {
			sender.set(Thread.currentThread());
			try {
				this.hub.send(1, "late");
			}
			finally {
				this.heard.add("interrupted " + Thread.currentThread().isInterrupted());
			}
		});
		sender.get().interrupt();
		assertThat(waiting).failsWithin(SOON)
			.withThrowableThat()
			.withCauseInstanceOf(ClusterMessageException.class)
			.withMessageContaining("interrupted");
		assertThat(this.heard).containsExactly("interrupted true");
	}

	@Test
	void sendWhenReceiverIsNotConnectedFailsEachTime() {
		this.transport.disconnect(1);
		for (int i = 0; i <= MessageHub.MAX_UNDER_WAY; i++) {
			assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> this.hub.send(1, "hello"))
				.withMessage("The receiver is not connected");
		}
	}

	@Test
	void goneFreesWaitingSenders() {
		fill(this.hub, 1);
		CompletableFuture<Void> waiting = blocked(() -> this.hub.send(1, "late"));
		this.transport.disconnect(1);
		this.hub.gone(1);
		assertThat(waiting).failsWithin(SOON)
			.withThrowableThat()
			.withCauseInstanceOf(ClusterMessageException.class)
			.withMessageContaining("The receiver is not connected");
	}

	@Test
	void goneFailsQuestionsToThatWorkerOnly() {
		CompletableFuture<String> lost = this.hub.request(1, "hello?", String.class, LONG);
		CompletableFuture<String> other = this.hub.request(2, "hello?", String.class, LONG);
		this.hub.gone(1);
		assertFails(lost, "id 1 is gone");
		assertThat(other).isNotDone();
	}

	@Test
	void requestCompletesWithTheAnswer() {
		MessageHub asker = this.wires.hub(1);
		this.wires.hub(2).start((message) -> message.answer().accept(List.of(message.sender(), "world")));
		assertThat(asker.request(2, "hello?", List.class, LONG)).succeedsWithin(SOON).isEqualTo(List.of(1, "world"));
	}

	@Test
	void requestWhenAnsweredTwiceTakesTheFirst() {
		MessageHub asker = this.wires.hub(1);
		this.wires.hub(2).start((message) -> {
			message.answer().accept("first");
			message.answer().accept("second");
		});
		assertThat(asker.request(2, "hello?", String.class, LONG)).succeedsWithin(SOON).isEqualTo("first");
	}

	@Test
	void requestWhenListenerThrowsFailsWithItsFailure() {
		MessageHub asker = this.wires.hub(1);
		this.wires.hub(2).start((message) -> {
			throw new IllegalStateException("no tea");
		});
		assertFails(asker.request(2, "tea?", String.class, LONG), "no tea");
	}

	@Test
	void requestWhenAnswerIsOfAnotherTypeFails() {
		CompletableFuture<Integer> answer = this.hub.request(1, "how many?", Integer.class, LONG);
		this.hub.receive(1, answer("many"), Receipt.NONE);
		assertFails(answer, "java.lang.String, not a java.lang.Integer");
	}

	@Test
	void requestWhenThereIsNoAnswerInTimeFailsAndTheLateOneIsIgnored() {
		CompletableFuture<String> answer = this.hub.request(1, "hello?", String.class, Duration.ofMillis(20));
		assertFails(answer, "No answer within 20 ms");
		this.hub.receive(1, answer("too late"), Receipt.NONE);
		this.hub.gone(1);
		assertFails(answer, "No answer within 20 ms");
	}

	@Test
	void requestWhenItCannotBeSentFails() {
		assertFails(this.hub.request(1, new byte[2 * 1024 * 1024], String.class, LONG), "cluster.messages.max-size");
		this.transport.disconnect(1);
		assertFails(this.hub.request(1, "hello?", String.class, LONG), "The receiver is not connected");
	}

	@Test
	void answerCarriesTheReceiptAndNeedsNone() {
		this.hub.start((message) -> message.answer().accept("world"));
		this.hub.receive(1, new Envelope(5, 0, Format.TEXT, "", new byte[5]), Receipt.NONE);
		Awaitility.await().until(() -> !this.transport.posted().isEmpty());
		assertThat(this.transport.posted().get(0).receipt()).isEqualTo(new Receipt(1, 69));
		CompletableFuture<String> answer = this.hub.request(1, "hello?", String.class, LONG);
		this.hub.receive(1, answer("world"), Receipt.NONE);
		assertThat(answer).succeedsWithin(SOON).isEqualTo("world");
		assertThat(this.transport.handled()).isEmpty();
	}

	@Test
	void answerWhenTheAskerIsBehindDoesNotWait() {
		fill(this.hub, 1);
		this.hub.start((message) -> message.answer().accept("world"));
		this.hub.receive(1, new Envelope(5, 0, Format.TEXT, "", new byte[5]), Receipt.NONE);
		Awaitility.await().until(() -> this.transport.last().answers() == 5);
	}

	@Test
	void sendCarriesTheReceiptsOfWhatWasHandledBefore() {
		CountDownLatch goOn = new CountDownLatch(1);
		this.hub.start((message) -> {
			hear(message);
			if (message.sender() == 2) {
				this.hub.send(1, "hello");
				await(goOn);
			}
		});
		this.hub.receive(1, text("first", 0), Receipt.NONE);
		this.hub.receive(2, text("second", 0), Receipt.NONE);
		Awaitility.await().until(() -> !this.transport.posted().isEmpty());
		long told = this.transport.posted().get(0).receipt().messages() + this.transport.handled().size();
		assertThat(told).isOne();
		goOn.countDown();
	}

	@Test
	void receiveKnowsTheSenderAlsoWhenThatIsGoneBeforeItsMessageIsHandled() {
		Worker sender = mock(Worker.class);
		AtomicReference<Optional<Worker>> known = new AtomicReference<>(Optional.of(sender));
		this.hub.senders((id) -> known.get());
		this.hub.receive(1, text("last words", 0), Receipt.NONE);
		known.set(Optional.empty());
		List<Worker> senders = new CopyOnWriteArrayList<>();
		this.hub.start((message) -> senders.add(message.worker()));
		Awaitility.await().untilAsserted(() -> assertThat(senders).containsExactly(sender));
	}

	@Test
	void requestWhenReceiverIsTooSlowFailsWithinItsOwnTimeout() {
		fill(this.hub, 1);
		assertFails(this.hub.request(1, "hello?", String.class, Duration.ofMillis(20)), " 20 ms");
		assertThat(this.transport.posted()).hasSize(MessageHub.MAX_UNDER_WAY);
	}

	@Test
	void sendWhenThereIsNoMessageIsRefused() {
		assertThatNullPointerException().isThrownBy(() -> this.hub.send(1, null)).withMessageContaining("'message'");
		assertThatNullPointerException().isThrownBy(() -> this.hub.request(1, null, String.class, LONG))
			.withMessageContaining("'message'");
		assertThat(this.transport.posted()).isEmpty();
	}

	@Test
	void requestWhenTheAnswerIsNullInJsonCompletesWithThat() {
		CompletableFuture<String> answer = this.hub.request(1, "hello?", String.class, LONG);
		this.hub.receive(1, new Envelope(0, this.transport.last().number(), Format.JSON, "java.util.Optional",
				"null".getBytes(StandardCharsets.UTF_8)), Receipt.NONE);
		assertThat(answer).succeedsWithin(SOON).isNull();
	}

	@Test
	void requestWhenCancelledIsForgotten() {
		CompletableFuture<String> answer = this.hub.request(1, "hello?", String.class, LONG);
		answer.cancel(false);
		this.hub.receive(1, answer("world"), Receipt.NONE);
		assertThat(answer).isCancelled();
	}

	@Test
	void receiveTellsTheSenderOnlyAfterTheListener() {
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch called = new CountDownLatch(1);
		this.hub.start((message) -> {
			called.countDown();
			await(goOn);
		});
		this.hub.receive(1, text("hello", 0), Receipt.NONE);
		await(called);
		assertThat(this.transport.handled()).isEmpty();
		goOn.countDown();
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.transport.handled()).containsExactly("1: 1 messages, 69 bytes"));
	}

	@Test
	void receiveWhenAListenerThrewGoesOn() {
		start((message) -> {
			throw new OutOfMemoryError("as a test");
		});
		Awaitility.await().untilAsserted(() -> assertThat(this.transport.handled()).hasSize(2));
		assertThat(this.heard).containsExactly("one", "two");
	}

	@Test
	void receiveWhenAListenerLeavesAnInterruptGoesOn() {
		start((message) -> Thread.currentThread().interrupt());
		Awaitility.await().untilAsserted(() -> assertThat(this.heard).containsExactly("one", "two"));
	}

	@Test
	void receiveWhenNoThreadIsFreeHandsOverLater() {
		List<Runnable> deliveries = new CopyOnWriteArrayList<>();
		MessageHub hub = new MessageHub(payloads(), this.transport, deliveries::add, Runnable::run);
		hub.start(this::hear);
		hub.receive(1, text("one", 0), Receipt.NONE);
		hub.receive(2, text("two", 0), Receipt.NONE);
		assertThat(deliveries).hasSize(1);
		deliveries.get(0).run();
		assertThat(this.heard).containsExactly("one", "two");
		hub.receive(1, text("three", 0), Receipt.NONE);
		assertThat(deliveries).hasSize(2);
	}

	@Test
	void receiveWhenThereWasNoThreadIsTriedAgain() {
		List<Runnable> kept = new CopyOnWriteArrayList<>();
		AtomicReference<Boolean> exhausted = new AtomicReference<>(true);
		MessageHub hub = new MessageHub(payloads(), this.transport, (task) -> {
			kept.add(task);
			if (exhausted.get()) {
				throw new OutOfMemoryError("unable to create native thread, as a test");
			}
			task.run();
		}, Runnable::run);
		hub.start(this::hear);
		hub.receive(1, text("one", 0), Receipt.NONE);
		exhausted.set(false);
		hub.receive(1, text("two", 0), Receipt.NONE);
		assertThat(this.heard).containsExactly("one", "two");
		kept.forEach(Runnable::run);
		assertThat(this.heard).hasSize(2);
	}

	@Test
	void sendWhenTheTransportFailsGivesItsRoomBack() {
		MessageTransport broken = mock(MessageTransport.class);
		given(broken.post(anyLong(), any(), any())).willThrow(new OutOfMemoryError("as a test"));
		MessageHub hub = new MessageHub(payloads(), broken, Wires::deliver, Runnable::run, Duration.ZERO);
		for (int i = 0; i <= MessageHub.MAX_UNDER_WAY; i++) {
			assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> hub.send(1, "hello"));
		}
	}

	@Test
	void closeFromTheHandlerMakesItsMessageTheLast() {
		List<Runnable> deliveries = new CopyOnWriteArrayList<>();
		MessageHub hub = new MessageHub(payloads(), this.transport, deliveries::add, Runnable::run);
		hub.start((message) -> {
			hear(message);
			hub.close();
		});
		hub.receive(1, text("one", 0), Receipt.NONE);
		hub.receive(1, text("two", 0), Receipt.NONE);
		deliveries.forEach(Runnable::run);
		assertThat(this.heard).containsExactly("one");
	}

	@Test
	void closeFailsWhatIsStillAsked() {
		CompletableFuture<String> answer = this.hub.request(1, "hello?", String.class, LONG);
		this.hub.close();
		assertFails(answer, "This process ends");
	}

	@Test
	void closeWaitsForWhatIsBeingHandedOverAndTakesNothingMore() {
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch called = new CountDownLatch(1);
		this.hub.start((message) -> {
			called.countDown();
			await(goOn);
			hear(message);
		});
		this.hub.receive(1, text("one", 0), Receipt.NONE);
		this.hub.receive(1, text("two", 0), Receipt.NONE);
		await(called);
		CompletableFuture<Void> closing = blocked(this.hub::close);
		this.hub.receive(1, text("too late", 0), Receipt.NONE);
		goOn.countDown();
		assertThat(closing).succeedsWithin(SOON);
		assertThat(this.heard).containsExactly("one", "two");
	}

	@Test
	void answerRunsDependentActionsWhereTheyBelong() {
		List<Runnable> callbacks = new CopyOnWriteArrayList<>();
		MessageHub hub = new MessageHub(payloads(), this.transport, Wires::deliver, callbacks::add);
		this.hubs.add(hub);
		CompletableFuture<String> answer = hub.request(1, "hello?", String.class, LONG);
		hub.receive(1, answer("world"), Receipt.NONE);
		assertThat(answer).isNotDone();
		callbacks.forEach(Runnable::run);
		assertThat(answer).isCompletedWithValue("world");
	}

	private void start(Consumer<Incoming> listener) {
		this.hub.start((message) -> {
			hear(message);
			listener.accept(message);
		});
		this.hub.receive(1, text("one", 0), Receipt.NONE);
		this.hub.receive(2, text("two", 0), Receipt.NONE);
	}

	private void hear(Incoming message) {
		this.heard.add(new String(message.envelope().body(), StandardCharsets.UTF_8));
	}

	private void fill(MessageHub hub, long receiver) {
		for (int i = 0; i < MessageHub.MAX_UNDER_WAY; i++) {
			hub.send(receiver, "x");
		}
	}

	private CompletableFuture<Void> blocked(Runnable action) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				action.run();
				done.complete(null);
			}
			catch (RuntimeException ex) {
				done.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		return done;
	}

	private MessageHub hub(Duration patience) {
		MessageHub hub = new MessageHub(payloads(), this.transport, Wires::deliver, Runnable::run, patience);
		this.hubs.add(hub);
		return hub;
	}

	private Payloads payloads() {
		return new Payloads(() -> null, 1024 * 1024, getClass().getClassLoader());
	}

	private Envelope answer(String text) {
		return text(text, this.transport.last().number());
	}

	private static Envelope text(String text, long answers) {
		return new Envelope(0, answers, Format.TEXT, "", text.getBytes(StandardCharsets.UTF_8));
	}

	private static void await(CountDownLatch latch) {
		Awaitility.await().until(() -> latch.getCount() == 0);
	}

	private static void assertFails(CompletableFuture<?> future, String reason) {
		assertThat(future).failsWithin(SOON)
			.withThrowableThat()
			.withCauseInstanceOf(ClusterMessageException.class)
			.withMessageContaining(reason);
	}

}
