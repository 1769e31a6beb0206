package io.clusterboot.context;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.ClusterMessageException;
import io.clusterboot.ClusterSettings;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.Incoming;
import io.clusterboot.member.JsonCodec;
import io.clusterboot.member.Messenger;
import io.clusterboot.member.Payloads;
import io.clusterboot.messaging.JsonLibrary;
import io.clusterboot.messaging.ListenerMethods;
import io.clusterboot.messaging.MessageDispatcher;
import io.clusterboot.messaging.MessageEventListeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for messages that {@link ClusterEventPublisher} publishes.
 */
class MessagePublisherTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final ClusterEventPublisher publisher = new ClusterEventPublisher();

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final AtomicInteger readings = new AtomicInteger();

	private final MessageDispatcher dispatcher = new MessageDispatcher(
			new ClusterView(1, new ClusterSettings(List.of(), List.of(), Map.of(), null, false),
					mock(ClusterOperations.class), mock(Messenger.class), Runnable::run),
			new Payloads(this::codec, 1024, getClass().getClassLoader()), new ListenerMethods(), this.publisher);

	@BeforeEach
	void attach() {
		this.context.registerBean(MessageEventListeners.class);
		this.publisher.attach(this.context);
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void messageWhenNobodyHearsItIsNotRead() {
		this.context.addApplicationListener((event) -> this.heard.add("any event"));
		this.context.refresh();
		this.heard.clear();
		deliver(false);
		assertThat(this.heard).containsExactly("any event");
		assertThat(this.readings).hasValue(0);
	}

	@Test
	void messageWhenSeveralListenersTakeTheSameIsReadOnce() {
		start(Hearing.class, HearingToo.class);
		deliver(false);
		assertThat(this.heard).containsExactly("text a", "text a");
		assertThat(this.readings).hasValue(1);
	}

	@Test
	void messageWhenPayloadCannotBeReadByOneListenerReachesTheOthers() {
		start(Misreading.class, Hearing.class);
		deliver(false);
		assertThat(this.heard).containsExactly("text a");
		assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> deliver(true))
			.withMessageContaining("cannot be read as java.util.List<java.lang.Integer>");
	}

	@Test
	void messageWhenAListenerIsReplacedReachesTheOther() {
		ApplicationListener<?> first = ApplicationListener
			.<ClusterMessageEvent<?>>forPayload((event) -> this.heard.add("first"));
		this.context.addApplicationListener(first);
		this.context.refresh();
		deliver(false);
		this.context.removeApplicationListener(first);
		this.context.addApplicationListener(
				ApplicationListener.<ClusterMessageEvent<?>>forPayload((event) -> this.heard.add("second")));
		deliver(false);
		assertThat(this.heard).containsExactly("first", "second");
	}

	@Test
	void messageWhenContextIsClosedReachesNobody() {
		start(Hearing.class);
		this.context.close();
		deliver(false);
		assertThat(this.heard).isEmpty();
	}

	private void start(Class<?>... listeners) {
		this.context.getBeanFactory().registerSingleton("heard", this.heard);
		this.context.register(listeners);
		this.context.refresh();
	}

	private void deliver(boolean asked) {
		byte[] json = "[\"a\"]".getBytes(StandardCharsets.UTF_8);
		this.dispatcher.accept(new Incoming(2, null, new Envelope(0, 0, Format.JSON, "java.util.List", json),
				asked ? this::unexpected : null));
	}

	private void unexpected(@Nullable Object answer) {
		throw new AssertionError(answer);
	}

	private @Nullable JsonCodec codec() {
		this.readings.incrementAndGet();
		return JsonLibrary.codec(this.context, this.context.getEnvironment(), this.context.getClassLoader());
	}

	record Hearing(List<String> heard) {

		@EventListener
		void onTexts(ClusterMessageEvent<List<String>> event) {
			this.heard.add("text " + event.payload().get(0));
		}

	}

	record HearingToo(List<String> heard) {

		@EventListener
		void onTexts(ClusterMessageEvent<List<String>> event) {
			this.heard.add("text " + event.payload().get(0));
		}

	}

	record Misreading(List<String> heard) {

		@Order(-1)
		@EventListener
		void onNumbers(ClusterMessageEvent<List<Integer>> event) {
			this.heard.add("number " + event.payload().get(0));
		}

	}

}
