package io.clusterboot.context;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

import io.clusterboot.ClusterMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ClusterEventPublisher}.
 */
class ClusterEventPublisherTests {

	private static final ResolvableType TEXT = ResolvableType.forClassWithGenerics(ClusterMessageEvent.class,
			String.class);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final ClusterEventPublisher publisher = new ClusterEventPublisher();

	private final Hearing hearing = new Hearing();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void publishWhenNotRefreshedKeepsTheEventsAndTheirOrder() {
		IntStream.range(0, 100).forEach(this.publisher::publish);
		attach();
		IntStream.range(100, 200).forEach(this.publisher::publish);
		assertThat(this.hearing.numbers).isEmpty();
		this.context.refresh();
		IntStream.range(200, 300).forEach(this.publisher::publish);
		awaitNumbers(IntStream.range(0, 300).boxed().toList());
	}

	@Test
	void publishWhenAListenerThrowsReachesTheOthersAndGoesOn() {
		attach(Failing.class);
		this.context.refresh();
		this.publisher.publish(1);
		this.publisher.publish(2);
		awaitNumbers(List.of(1, 2));
	}

	@Test
	void publishRunsOnAThreadOfItsOwn() {
		attach();
		this.context.refresh();
		this.publisher.publish(1);
		awaitNumbers(List.of(1));
		assertThat(this.hearing.threads).containsExactly("cluster-events");
	}

	@Test
	void publishWhenAListenerIsCreatedLateReachesItFromThenOn() {
		attach(Late.class);
		this.context.refresh();
		this.publisher.publish(1);
		awaitNumbers(List.of(1));
		Late late = this.context.getBean(Late.class);
		this.publisher.publish(2);
		awaitNumbers(List.of(1, 2));
		Awaitility.await().untilAsserted(() -> assertThat(late.heard).containsExactly(2));
	}

	@Test
	void publishWhenClosedReachesNobody() {
		attach();
		this.context.refresh();
		this.publisher.publish(1);
		awaitNumbers(List.of(1));
		this.context.close();
		this.publisher.publish(2);
		this.publisher.publishNow(3, ResolvableType.forClass(Integer.class));
		assertThat(this.hearing.numbers).containsExactly(1);
	}

	@Test
	void publishNowReachesTheListenersOfThatTypeAtOnce() {
		attach();
		this.context.refresh();
		this.publisher.publishNow(new ClusterMessageEvent<>(null, "hello", null), TEXT);
		assertThat(this.hearing.texts).containsExactly("hello");
		this.publisher.publishNow(new ClusterMessageEvent<>(null, 1, null),
				ResolvableType.forClassWithGenerics(ClusterMessageEvent.class, Integer.class));
		assertThat(this.hearing.texts).hasSize(1);
	}

	@Test
	void publishNowWhenAListenerThrowsReachesTheOthersAndThrows() {
		attach(Failing.class);
		this.context.refresh();
		assertThatIllegalStateException()
			.isThrownBy(() -> this.publisher.publishNow(new ClusterMessageEvent<>(null, "hello", null), TEXT))
			.withMessage("no tea");
		assertThat(this.hearing.texts).containsExactly("hello");
		this.publisher.publishNow("nobody hears this", ResolvableType.forClass(String.class));
	}

	private void attach(Class<?>... components) {
		if (components.length > 0) {
			this.context.register(components);
		}
		this.context.registerBean(Hearing.class, () -> this.hearing);
		this.publisher.attach(this.context);
	}

	private void awaitNumbers(List<Integer> numbers) {
		Awaitility.await().untilAsserted(() -> assertThat(this.hearing.numbers).isEqualTo(numbers));
	}

	static class Hearing {

		private final List<Integer> numbers = new CopyOnWriteArrayList<>();

		private final List<String> texts = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		@EventListener
		void onNumber(Integer number) {
			this.threads.add(Thread.currentThread().getName());
			this.numbers.add(number);
		}

		@EventListener
		void onText(ClusterMessageEvent<String> event) {
			this.texts.add(event.payload());
		}

	}

	static class Failing {

		@Order(0)
		@EventListener
		void onNumber(Integer number) {
			throw new IllegalStateException("no tea");
		}

		@Order(0)
		@EventListener
		void onText(ClusterMessageEvent<String> event) {
			throw new IllegalStateException("no tea");
		}

	}

	@Lazy
	static class Late implements ApplicationListener<PayloadApplicationEvent<Integer>> {

		private final List<Integer> heard = new CopyOnWriteArrayList<>();

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<Integer> event) {
			this.heard.add(event.getPayload());
		}

	}

}
