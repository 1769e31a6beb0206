package io.clusterboot.context;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;

import io.clusterboot.ClusterSettings;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.autoconfigure.ClusterAutoConfiguration;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.MessageTransport;
import io.clusterboot.protocol.Message;
import io.clusterboot.socket.AcceptGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for what an application that uses nothing of the cluster's API has of it.
 */
class UnusedApiTests {

	private final ClusterEventPublisher publisher = new ClusterEventPublisher();

	private final LocalMessages messages = new LocalMessages(mock(MessageTransport.class),
			OnDemandThreads.one("cluster-messages", Duration.ofSeconds(10)), 1024, getClass().getClassLoader(),
			this.publisher);

	private final ClusterView view = new ClusterView(1,
			new ClusterSettings(List.of(), List.of(), Map.of(), null, false), mock(ClusterOperations.class),
			this.messages.hub(), CallbackThreads.INSTANCE);

	private final WorkerNews news = new WorkerNews(this.view, this.messages.hub(), this.publisher::publish,
			new AcceptGate(), (connections) -> {
			});

	@Test
	void applicationHasNoThreadForEventsMessagesOrCallbacks() {
		Set<String> before = threads();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClusterAutoConfiguration.class))
			.withInitializer(this::attach)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				this.news.accept(new Message.Changed(new WorkerChange.Forked(new WorkerIdentity(1, 0, 1), 4001)));
				this.news.accept(new Message.Changed(new WorkerChange.Online(new WorkerIdentity(1, 0, 1))));
				Awaitility.await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
			});
	}

	private void attach(ConfigurableApplicationContext context) {
		this.publisher.attach((AbstractApplicationContext) context);
		this.messages.attach((AbstractApplicationContext) context, this.view);
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("cluster-"))
			.collect(Collectors.toSet());
	}

}
