package io.clusterboot.context;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

import io.clusterboot.ClusterEvent;
import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterSetupEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterEventPublisher}.
 */
class ClusterEventPublisherTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final ClusterEventPublisher publisher = new ClusterEventPublisher();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void publishWhenContextIsNotRefreshedYetTellsThenInOrder() {
		Hearing hearing = refresh(() -> {
			for (int i = 0; i < 100; i++) {
				this.publisher.publish(event(i));
			}
		});
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> hearing.events.size() == 100);
		for (int i = 0; i < 100; i++) {
			assertThat(hearing.events.get(i).settings().arguments()).hasSize(1).containsExactly("" + i);
		}
	}

	@Test
	void publishWhenListenerThrowsTellsTheOthers() {
		Hearing hearing = refresh(() -> {
		});
		this.publisher.publish(event(1));
		this.publisher.publish(event(2));
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> hearing.events.size() == 2);
		assertThat(hearing.failures).hasSize(2);
	}

	@Test
	void isHeardWhenListenerTakesThePayloadReturnsTrue() {
		Hearing hearing = refresh(() -> {
		});
		assertThat(this.publisher.isHeard(Integer.class)).isTrue();
		assertThat(this.publisher.isHeard(String.class)).isFalse();
		this.publisher.publishNow(new ClusterMessageEvent<>(null, 7, null),
				ResolvableType.forClassWithGenerics(ClusterMessageEvent.class, Integer.class));
		this.publisher.publishNow(new ClusterMessageEvent<>(null, "text", null),
				ResolvableType.forClassWithGenerics(ClusterMessageEvent.class, String.class));
		assertThat(hearing.numbers).containsExactly(7);
	}

	@Test
	void publishWhenContextIsClosedTellsNobody() {
		Hearing hearing = refresh(() -> {
		});
		this.context.close();
		this.publisher.publishNow(new ClusterMessageEvent<>(null, 7, null),
				ResolvableType.forClassWithGenerics(ClusterMessageEvent.class, Integer.class));
		assertThat(hearing.numbers).isEmpty();
	}

	private Hearing refresh(Runnable before) {
		this.context.register(Hearing.class);
		this.publisher.attach(this.context);
		before.run();
		this.context.refresh();
		return this.context.getBean(Hearing.class);
	}

	private static ClusterSetupEvent event(int number) {
		return new ClusterSetupEvent(new ClusterSettings(List.of("" + number), List.of(), Map.of(), null, false));
	}

	/**
	 * Hears.
	 */
	static class Hearing {

		private final List<ClusterSetupEvent> events = new CopyOnWriteArrayList<>();

		private final List<ClusterEvent> failures = new CopyOnWriteArrayList<>();

		private final List<Integer> numbers = new CopyOnWriteArrayList<>();

		@EventListener
		@Order(1)
		void fail(ClusterEvent event) {
			this.failures.add(event);
			throw new IllegalStateException("always");
		}

		@EventListener
		@Order(2)
		void hear(ClusterSetupEvent event) {
			this.events.add(event);
		}

		@EventListener
		void number(ClusterMessageEvent<Integer> event) {
			this.numbers.add(event.payload());
		}

	}

}
