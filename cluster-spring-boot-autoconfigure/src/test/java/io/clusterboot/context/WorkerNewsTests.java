package io.clusterboot.context;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterSetupEvent;
import io.clusterboot.ReloadFinishedEvent;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.MessageHub;
import io.clusterboot.protocol.Message;
import io.clusterboot.socket.AcceptGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WorkerNews}.
 */
class WorkerNewsTests {

	private static final ClusterSettings NOTHING = new ClusterSettings(List.of(), List.of(), Map.of(), null, false);

	private final MessageHub hub = mock(MessageHub.class);

	private final ClusterView view = new ClusterView(1, NOTHING, mock(ClusterOperations.class), this.hub,
			Runnable::run);

	private final List<Object> published = new ArrayList<>();

	private final AcceptGate gate = new AcceptGate();

	private final List<Integer> shed = new ArrayList<>();

	private final WorkerNews news = new WorkerNews(this.view, this.hub, this.published::add, this.gate, this.shed::add);

	@Test
	void joinOpensTheGate() {
		assertThat(this.gate.isOpen()).isFalse();
		this.news.accept(new Message.Join(100));
		assertThat(this.gate.isOpen()).isTrue();
		assertThat(this.published).isEmpty();
	}

	@Test
	void shedTellsHowManyConnections() {
		this.news.accept(new Message.Shed(12));
		assertThat(this.shed).containsExactly(12);
		assertThat(this.gate.isOpen()).isFalse();
	}

	@Test
	void reloadedIsPublishedInOrder() {
		ReloadStatus reload = new ReloadStatus(1, ReloadState.FAILED, 2, Instant.EPOCH, Instant.EPOCH, "no memory");
		this.news.accept(new Message.SetUp(NOTHING));
		this.news.accept(new Message.Reloaded(reload));
		this.news.accept(new Message.SetUp(NOTHING));
		assertThat(this.published).containsExactly(new ClusterSetupEvent(NOTHING), new ReloadFinishedEvent(reload),
				new ClusterSetupEvent(NOTHING));
	}

}
