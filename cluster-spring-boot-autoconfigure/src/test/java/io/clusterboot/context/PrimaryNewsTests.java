package io.clusterboot.context;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterSetupEvent;
import io.clusterboot.ReloadFinishedEvent;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.MessageHub;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PrimaryNews}.
 */
class PrimaryNewsTests {

	private static final ClusterSettings NOTHING = new ClusterSettings(List.of(), List.of(), Map.of(), null, false);

	private final ControlServer server = mock(ControlServer.class);

	private final MessageHub hub = mock(MessageHub.class);

	private final ClusterView view = new ClusterView(ClusterView.PRIMARY, NOTHING, mock(ClusterOperations.class),
			this.hub, Runnable::run);

	private final List<Object> published = new CopyOnWriteArrayList<>();

	private final PrimaryNews news = new PrimaryNews(this.view, () -> this.server, this.hub, this.published::add);

	@Test
	void setupWhenManyChangeAtOnceLosesNoneAndTellsAllInOneOrder() throws InterruptedException {
		List<Thread> threads = IntStream.range(0, 8).mapToObj((thread) -> new Thread(this::addMany)).toList();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.view.settings().arguments()).hasSize(800);
		ArgumentCaptor<Message.FromPrimary> told = ArgumentCaptor.forClass(Message.FromPrimary.class);
		then(this.server).should(atLeastOnce()).sendToAll(told.capture());
		List<ClusterSettings> toWorkers = told.getAllValues()
			.stream()
			.map((message) -> ((Message.SetUp) message).settings())
			.toList();
		assertThat(this.published).extracting((event) -> ((ClusterSetupEvent) event).settings())
			.isEqualTo(new ArrayList<Object>(toWorkers));
	}

	private void addMany() {
		for (int i = 0; i < 100; i++) {
			this.news.setup(this::withOneMore);
		}
	}

	private ClusterSettings withOneMore(ClusterSettings settings) {
		List<String> arguments = new ArrayList<>(settings.arguments());
		arguments.add("--more");
		return settings.withArguments(arguments);
	}

	@Test
	void setupWhenThereIsNoResultIsRefused() {
		assertThatNullPointerException().isThrownBy(() -> this.news.setup((settings) -> null));
		assertThat(this.view.settings()).isSameAs(NOTHING);
		assertThat(this.published).isEmpty();
	}

	@Test
	void reloadedIsToldToThePrimaryAndToAllWorkers() {
		ReloadStatus reload = new ReloadStatus(1, ReloadState.SUCCEEDED, 2, Instant.EPOCH, Instant.EPOCH, null);
		this.news.reloaded(reload);
		assertThat(this.published).containsExactly(new ReloadFinishedEvent(reload));
		then(this.server).should().sendToAll(new Message.Reloaded(reload));
	}

	@Test
	void changedWhenAWorkerComesOnlineTellsItFirstWhatItMissed() {
		WorkerIdentity worker = new WorkerIdentity(1, 0, 1);
		this.news.changed(new WorkerChange.Forked(worker, 4242));
		this.news.changed(new WorkerChange.Online(worker));
		then(this.server).should().send(1, new Message.Known(NOTHING, List.of(new WorkerChange.Forked(worker, 4242))));
		then(this.server).should().sendToAll(new Message.Changed(new WorkerChange.Online(worker)));
		this.news.changed(new WorkerChange.Disconnected(worker));
		then(this.hub).should().gone(1);
	}

}
