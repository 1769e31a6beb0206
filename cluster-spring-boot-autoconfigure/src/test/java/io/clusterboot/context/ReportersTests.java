package io.clusterboot.context;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.support.GenericApplicationContext;

import io.clusterboot.worker.WorkerAgent;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link ReadinessReporter} and {@link ListeningReporter}.
 */
class ReportersTests {

	private final WorkerAgent agent = mock();

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final ReadinessReporter readiness = new ReadinessReporter(this.context, this.agent);

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void readyWhenRunnersAreDoneFirst() {
		start();
		this.readiness.runnersDone();
		then(this.agent).should(never()).ready();
		change(ReadinessState.ACCEPTING_TRAFFIC);
		then(this.agent).should().ready();
	}

	@Test
	void readyWhenTrafficIsAcceptedFirst() {
		start();
		change(ReadinessState.ACCEPTING_TRAFFIC);
		then(this.agent).should(never()).ready();
		this.readiness.runnersDone();
		then(this.agent).should().ready();
	}

	@Test
	void notReadyWhenTrafficIsRefused() {
		start();
		change(ReadinessState.ACCEPTING_TRAFFIC);
		change(ReadinessState.REFUSING_TRAFFIC);
		this.readiness.runnersDone();
		then(this.agent).should(never()).ready();
	}

	@Test
	void refusingWhenTrafficIsRefusedAfterTheStart() {
		start();
		change(ReadinessState.ACCEPTING_TRAFFIC);
		this.readiness.runnersDone();
		change(ReadinessState.REFUSING_TRAFFIC);
		then(this.agent).should().refusing();
		change(ReadinessState.ACCEPTING_TRAFFIC);
		then(this.agent).should(times(2)).ready();
	}

	@Test
	void readyWhenNobodyKnowsAboutAvailability() {
		this.context.refresh();
		this.readiness.runnersDone();
		then(this.agent).should().ready();
	}

	@Test
	void listeningWhenOwnServerTellsPort() {
		SharedPortEvent event = new SharedPortEvent(this.context, 8080);
		new ListeningReporter(event.getApplicationContext(), this.agent).onApplicationEvent(event);
		then(this.agent).should().listening("*", 8080);
	}

	@Test
	void listeningWhenServerOfAnotherContextIsSilent() {
		SharedPortEvent event = new SharedPortEvent(this.context, 8081);
		new ListeningReporter(this.context, this.agent).onApplicationEvent(event);
		then(this.agent).should(never()).listening(any(), anyInt());
	}

	private void start() {
		this.context.registerBean(ApplicationAvailabilityBean.class);
		// As early as in a worker, so that it hears before the availability does.
		this.context.addApplicationListener(this.readiness);
		this.context.refresh();
	}

	private void change(ReadinessState state) {
		AvailabilityChangeEvent.publish(this.context, state);
	}

}
