package io.clusterboot.member;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterEvent;
import io.clusterboot.ClusterLeaderChangedEvent;
import io.clusterboot.ClusterSettings;
import io.clusterboot.Worker;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for what a {@link ClusterView} knows of the leader.
 */
class ClusterViewLeaderTests {

	private static final WorkerIdentity FIRST = new WorkerIdentity(1, 0, 1);

	private static final WorkerIdentity SECOND = new WorkerIdentity(2, 1, 1);

	private final ClusterOperations operations = mock(ClusterOperations.class);

	private final ClusterView view = view(1);

	@Test
	void applyWhenThisWorkerIsElectedLeads() {
		assertThat(this.view.isLeader()).isFalse();
		assertThat(leader(this.view.apply(new WorkerChange.Elected(FIRST)))).isEqualTo(1);
		assertThat(this.view.isLeader()).isTrue();
	}

	@Test
	void applyWhenAnotherIsElectedDoesNotLead() {
		assertThat(leader(this.view.apply(new WorkerChange.Elected(SECOND)))).isEqualTo(2);
		assertThat(this.view.isLeader()).isFalse();
	}

	@Test
	void applyWhenThisWorkerIsToResignReleasesAndPublishesNothing() {
		this.view.apply(new WorkerChange.Elected(FIRST));
		assertThat(this.view.apply(new WorkerChange.Resigning(FIRST))).isNull();
		assertThat(this.view.isLeader()).isFalse();
		then(this.operations).should().leadershipReleased();
	}

	@Test
	void applyWhenAnotherIsToResignReleasesNothing() {
		this.view.apply(new WorkerChange.Elected(SECOND));
		this.view.apply(new WorkerChange.Resigning(SECOND));
		then(this.operations).should(never()).leadershipReleased();
	}

	@Test
	void applyWhenNobodyFollowsPublishesThatNobodyLeads() {
		this.view.apply(new WorkerChange.Elected(SECOND));
		assertThat(this.view.apply(new WorkerChange.Resigned(SECOND))).isEqualTo(new ClusterLeaderChangedEvent(null));
		assertThat(this.view.story()).hasOnlyElementsOfType(WorkerChange.Forked.class);
	}

	@Test
	void storyWhenSomebodyLeadsTellsNewcomers() {
		this.view.apply(new WorkerChange.Elected(SECOND));
		List<WorkerChange> story = this.view.story();
		assertThat(story).endsWith(new WorkerChange.Elected(SECOND));
		ClusterView newcomer = view(3);
		story.forEach(newcomer::apply);
		assertThat(newcomer.isLeader()).isFalse();
		newcomer.gate().run(this::fail, this::fail);
	}

	private void fail() {
		throw new IllegalStateException("Nothing is owed where another worker leads");
	}

	private long leader(ClusterEvent event) {
		Worker leader = ((ClusterLeaderChangedEvent) event).leader();
		return (leader != null) ? leader.id() : 0;
	}

	private ClusterView view(long self) {
		ClusterView view = new ClusterView(self, new ClusterSettings(List.of(), List.of(), Map.of(), null, false),
				this.operations, mock(Messenger.class), Runnable::run);
		view.apply(new WorkerChange.Forked(FIRST, 4001));
		view.apply(new WorkerChange.Forked(SECOND, 4002));
		return view;
	}

}
