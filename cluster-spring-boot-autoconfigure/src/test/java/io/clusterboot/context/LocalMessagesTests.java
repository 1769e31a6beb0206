package io.clusterboot.context;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.ClusterSettings;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;
import io.clusterboot.Receipt;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.MessageTransport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LocalMessages}.
 */
class LocalMessagesTests {

	private final ClusterEventPublisher publisher = new ClusterEventPublisher();

	private final LocalMessages messages = new LocalMessages(mock(MessageTransport.class),
			OnDemandThreads.one("cluster-messages", Duration.ofSeconds(10)), 1024, getClass().getClassLoader(),
			this.publisher);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final Hearing hearing = new Hearing();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void closeWhenOthersSpeakWhileTheyStopIsHeardBeforeBeansAreDestroyed() {
		start();
		this.context.close();
		assertThat(this.hearing.heard).containsExactlyInAnyOrder("text last words", "number 1", "destroyed")
			.endsWith("destroyed");
		say("too late");
		this.publisher.publish(2);
		assertThat(this.hearing.heard).hasSize(3);
	}

	@Test
	void closeWhenAListenerDoesItEndsAllTheSame() {
		start();
		this.hearing.closes = this.context;
		say("close");
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.hearing.heard).endsWith("destroyed"));
	}

	private void start() {
		this.context.registerBean(Hearing.class, () -> this.hearing);
		this.context.registerBean(Speaking.class, Speaking::new);
		this.publisher.attach(this.context);
		ClusterView view = new ClusterView(ClusterView.PRIMARY,
				new ClusterSettings(List.of(), List.of(), Map.of(), null, false), mock(ClusterOperations.class),
				this.messages.hub(), Runnable::run);
		this.messages.attach(this.context, view);
		this.context.refresh();
	}

	private void say(String text) {
		this.messages.hub()
			.receive(1, new Envelope(0, 0, Format.TEXT, "", text.getBytes(StandardCharsets.UTF_8)), Receipt.NONE);
	}

	static class Hearing implements DisposableBean {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private volatile AnnotationConfigApplicationContext closes;

		@EventListener
		void text(ClusterMessageEvent<String> event) {
			this.heard.add("text " + event.payload());
			if (this.closes != null) {
				this.closes.close();
			}
		}

		@EventListener
		void number(Integer number) {
			this.heard.add("number " + number);
		}

		@Override
		public void destroy() {
			this.heard.add("destroyed");
		}

	}

	/**
	 * Speaks while it stops.
	 */
	class Speaking implements SmartLifecycle {

		private volatile boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			say("last words");
			LocalMessagesTests.this.publisher.publish(1);
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
