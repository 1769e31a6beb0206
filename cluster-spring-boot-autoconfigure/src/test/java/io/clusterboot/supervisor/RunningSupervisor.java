package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ListenerStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A supervisor with its real thread, which is gone after the test.
 */
final class RunningSupervisor implements AfterEachCallback {

	static final ListenerStatus LISTENER = ListenerStatus.unsteered("*", 8080, "not asked for");

	static final Instant PRIMARY_START = Instant.now().minusSeconds(10);

	private final FakeLauncher launcher = new FakeLauncher();

	private final RecordingListener listener = new RecordingListener();

	private @Nullable Supervisor supervisor;

	@Override
	public void afterEach(ExtensionContext context) {
		if (this.supervisor != null) {
			this.supervisor.close();
		}
		await().until(() -> thread() == null);
	}

	FakeLauncher launcher() {
		return this.launcher;
	}

	RecordingListener listener() {
		return this.listener;
	}

	/**
	 * Return a supervisor whose workers are all ready.
	 * @param settings what it keeps to
	 * @return the supervisor
	 */
	Supervisor ready(TestSettings settings) {
		Supervisor supervisor = create(settings);
		supervisor.start();
		int workers = settings.build().workers();
		await().until(() -> this.launcher.processes().size() == workers);
		this.launcher.processes().forEach((process) -> supervisor.ready(process.id()));
		await().until(() -> this.listener.events().contains("ready"));
		return supervisor;
	}

	Supervisor create(TestSettings settings) {
		return create(settings, this.listener);
	}

	Supervisor create(TestSettings settings, SupervisorListener listener) {
		return create(settings, listener, GenerationSource.NONE);
	}

	Supervisor create(TestSettings settings, SupervisorListener listener, GenerationSource generations) {
		Supervisor supervisor = new Supervisor(settings.build(), this.launcher, listener, 4200, PRIMARY_START,
				new Unsteered(List.of(LISTENER)), generations);
		this.supervisor = supervisor;
		return supervisor;
	}

	ClusterStatus status() throws Exception {
		return Objects.requireNonNull(this.supervisor).status().get(5, TimeUnit.SECONDS);
	}

	static @Nullable Thread thread() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("cluster-supervisor"))
			.findFirst()
			.orElse(null);
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofSeconds(10));
	}

	static void awaitLatch(CountDownLatch latch) {
		try {
			assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
