package io.clusterboot.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ListenerDrain}.
 */
class ListenerDrainTests {

	private final List<String> ended = new ArrayList<>();

	@Test
	void closeOfTheContextDrainsBeforeAnythingElseEnds() {
		ListenerDrain drain = new ListenerDrain(Duration.ZERO);
		SharedPortConnections listener = mock(SharedPortConnections.class);
		willAnswer((call) -> this.ended.add("listener")).given(listener).closeListener();
		drain.add(listener, true);
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean("client", SmartLifecycle.class, Client::new);
		context.registerBean("scheduler", ApplicationListener.class, () -> this::closed);
		context.registerBean(ListenerDrain.class, () -> drain);
		context.refresh();
		context.close();
		assertThat(this.ended).containsExactly("listener", "scheduler", "client");
		assertThat(drain.isRunning()).isFalse();
	}

	private void closed(Object event) {
		if (event instanceof ContextClosedEvent) {
			this.ended.add("scheduler");
		}
	}

	/**
	 * A bean of the application that requests need, in the default phase.
	 */
	private final class Client implements SmartLifecycle {

		private boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			ListenerDrainTests.this.ended.add("client");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
