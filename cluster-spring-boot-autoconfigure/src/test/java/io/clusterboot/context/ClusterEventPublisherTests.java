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
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterEventPublisher}.
 */
class ClusterEventPublisherTests {

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
	void publishWhenAListenerIsLazyCreatesIt() {
		attach(Late.class);
		this.context.refresh();
		this.publisher.publish(1);
		awaitNumbers(List.of(1));
		Late late = this.context.getBean(Late.class);
		Awaitility.await().untilAsserted(() -> assertThat(late.heard).containsExactly(1));
	}

	@Test
	void publishWhenClosedReachesNobody() {
		attach();
		this.context.refresh();
		this.publisher.publish(1);
		awaitNumbers(List.of(1));
		this.publisher.close();
		this.context.close();
		this.publisher.publish(2);
		assertThat(this.hearing.numbers).containsExactly(1);
	}

	@Test
	void publishWhenAListenerIsReplacedReachesTheOtherFromThenOn() {
		List<Object> first = new CopyOnWriteArrayList<>();
		List<Object> second = new CopyOnWriteArrayList<>();
		ApplicationListener<PayloadApplicationEvent<Integer>> replaced = ApplicationListener.forPayload(first::add);
		this.context.addApplicationListener(replaced);
		attach();
		this.context.refresh();
		this.publisher.publish(1);
		awaitNumbers(List.of(1));
		this.context.removeApplicationListener(replaced);
		this.context.addApplicationListener(ApplicationListener.<Integer>forPayload(second::add));
		this.publisher.publish(2);
		awaitNumbers(List.of(1, 2));
		assertThat(first).containsExactly(1);
		Awaitility.await().untilAsserted(() -> assertThat(second).containsExactly(2));
	}

	@Test
	void publishWhenAListenerIsDestroyedReachesItNoMore() {
		attach(Late.class);
		this.context.refresh();
		Late late = this.context.getBean(Late.class);
		this.context.getDefaultListableBeanFactory().destroySingleton("clusterEventPublisherTests.Late");
		this.publisher.publish(1);
		awaitNumbers(List.of(1));
		assertThat(late.heard).isEmpty();
	}

	@Test
	void publishLeavesNoThreadBehind() {
		attach();
		this.context.refresh();
		this.publisher.publish(1);
		awaitNumbers(List.of(1));
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.doesNotContain("cluster-events"));
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

		private final List<String> threads = new CopyOnWriteArrayList<>();

		@EventListener
		void onNumber(Integer number) {
			this.threads.add(Thread.currentThread().getName());
			this.numbers.add(number);
		}

	}

	static class Failing {

		@Order(0)
		@EventListener
		void onNumber(Integer number) {
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
