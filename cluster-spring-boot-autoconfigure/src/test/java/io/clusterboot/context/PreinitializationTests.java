package io.clusterboot.context;

import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Preinitialization} and those that hold and release it.
 */
class PreinitializationTests {

	@RegisterExtension
	private final WorkerSystemProperties worker = new WorkerSystemProperties();

	private final Preinitialization preinitialization = new Preinitialization();

	@Test
	void awaitGoesOnUnlessHeld() throws InterruptedException {
		this.preinitialization.await();
		assertThat(this.preinitialization.isHeld()).isFalse();
	}

	@Test
	void awaitWaitsForTheRelease() throws InterruptedException {
		this.preinitialization.hold();
		this.preinitialization.hold();
		Thread thread = new Thread(this::await);
		thread.start();
		Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		this.preinitialization.release();
		thread.join();
		assertThat(this.preinitialization.isHeld()).isFalse();
	}

	@Test
	void awaitGoesOnWhenTheRunIsNoMore() throws InterruptedException {
		Thread run = new Thread(this.preinitialization::hold);
		run.start();
		run.join();
		this.preinitialization.await();
		assertThat(this.preinitialization.isHeld()).isFalse();
	}

	@Test
	void holdAfterTheReleaseHoldsAgain() {
		this.preinitialization.release();
		this.preinitialization.hold();
		assertThat(this.preinitialization.isHeld()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "auto", "0" })
	void isHeldWhereThisMayBecomeThePrimary(String workers) {
		assertThat(isHeldWith(new MockEnvironment().withProperty("cluster.workers", workers))).isTrue();
	}

	@Test
	void isNotHeldInWorkers() {
		this.worker.set(1, 0);
		assertThat(isHeldWith(new MockEnvironment().withProperty("cluster.workers", "2"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void isNotHeldWithoutWorkers(String workers) {
		assertThat(isHeldWith(new MockEnvironment())).isFalse();
		assertThat(isHeldWith(new MockEnvironment().withProperty("cluster.workers", workers))).isFalse();
	}

	@Test
	void firstToBeInitializedIsWhatWaits() {
		assertThat(load(BackgroundPreinitializer.class).get(0)).isInstanceOf(HeldPreinitializer.class);
	}

	@Test
	void isReleasedBeforeAnybodyElseHearsOfTheFailure() {
		assertThat(new PreinitializationRelease().getOrder()).isEqualTo(Integer.MIN_VALUE);
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(SpringApplicationRunListener.class,
					SpringFactoriesLoader.ArgumentResolver
						.of(SpringApplication.class, new SpringApplication(Object.class))
						.and(String[].class, new String[0]))
			.get(0)).isInstanceOf(PreinitializationRelease.class);
	}

	private static <T> List<T> load(Class<T> type) {
		return SpringFactoriesLoader.forDefaultResourceLocation().load(type);
	}

	private boolean isHeldWith(MockEnvironment environment) {
		EnvironmentPostProcessor hold = new PreinitializationHold(this.preinitialization);
		hold.postProcessEnvironment(environment, new SpringApplication(Object.class));
		return this.preinitialization.isHeld();
	}

	private void await() {
		try {
			this.preinitialization.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
