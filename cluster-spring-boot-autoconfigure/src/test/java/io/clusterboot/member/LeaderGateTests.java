package io.clusterboot.member;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LeaderGate}.
 */
class LeaderGateTests {

	private final List<String> log = new ArrayList<>();

	private final LeaderGate gate = new LeaderGate(() -> this.log.add("released"));

	private final Runnable action = () -> this.log.add("ran");

	@Test
	void runWhenOpenRuns() {
		this.gate.open();
		run(this.action);
		run(this.action);
		assertThat(this.gate.isOpen()).isTrue();
		assertThat(this.log).containsExactly("ran", "ran");
	}

	@Test
	void runWhenAnotherLeadsDoesNothing() {
		this.gate.close();
		run(this.action);
		this.gate.open();
		assertThat(this.log).isEmpty();
	}

	@Test
	void runWhenUndecidedIsOwedOnceUntilThisProcessLeads() {
		run(this.action);
		run(this.action);
		assertThat(this.gate.isOpen()).isFalse();
		assertThat(this.log).isEmpty();
		this.gate.open();
		assertThat(this.log).containsExactly("owed");
		this.gate.runOwed(this.action);
		this.gate.runOwed(this.action);
		assertThat(this.log).containsExactly("owed", "ran");
	}

	@Test
	void runWhenOwedRunIsPendingDoesNothing() {
		run(this.action);
		this.gate.open();
		run(this.action);
		this.gate.runOwed(() -> this.log.add("never owed"));
		assertThat(this.log).containsExactly("owed");
		this.gate.runOwed(this.action);
		run(this.action);
		assertThat(this.log).containsExactly("owed", "ran", "ran");
	}

	@Test
	void runWhenOwedRunIsUnderWayDoesNothing() {
		List<String> runs = new ArrayList<>();
		Runnable[] nested = new Runnable[1];
		nested[0] = () -> {
			runs.add("ran");
			run(nested[0]);
		};
		run(nested[0]);
		this.gate.open();
		this.gate.runOwed(nested[0]);
		assertThat(runs).containsExactly("ran");
	}

	@Test
	void closeWhenRunIsOwedForgetsIt() {
		run(this.action);
		this.gate.close();
		this.gate.open();
		this.gate.runOwed(this.action);
		assertThat(this.log).isEmpty();
	}

	@Test
	void openWhenOwedRunIsRefusedGoesOn() {
		this.gate.run(this.action, () -> {
			throw new IllegalStateException("shut down");
		});
		this.gate.open();
		run(this.action);
		assertThat(this.log).containsExactly("ran");
	}

	@Test
	void resignWhenIdleReleasesAtOnce() {
		this.gate.open();
		run(this.action);
		this.gate.resign();
		run(this.action);
		assertThat(this.gate.isOpen()).isFalse();
		assertThat(this.log).containsExactly("ran", "released");
	}

	@Test
	void resignWhenActionsRunReleasesAfterTheLast() {
		this.gate.open();
		run(() -> {
			run(() -> {
				this.gate.resign();
				this.log.add("inner ends");
			});
			this.log.add("outer ends");
		});
		assertThat(this.log).containsExactly("inner ends", "outer ends", "released");
	}

	@Test
	void resignWhenOwedActionRunsReleasesAfterIt() {
		Runnable resigning = () -> {
			this.gate.resign();
			this.log.add("ends");
		};
		run(resigning);
		this.gate.open();
		this.gate.runOwed(resigning);
		assertThat(this.log).containsExactly("owed", "ends", "released");
	}

	@Test
	void resignWhenActionFailsReleases() {
		this.gate.open();
		assertThatIllegalStateException().isThrownBy(() -> run(() -> {
			this.gate.resign();
			throw new IllegalStateException("task failed");
		}));
		assertThat(this.log).containsExactly("released");
	}

	@Test
	void closeWhenActionRunsReleasesNothing() {
		this.gate.open();
		run(this.gate::close);
		assertThat(this.log).isEmpty();
	}

	@Test
	void enterWhenOpenHoldsReleaseBackUntilLeft() {
		this.gate.open();
		assertThat(enter(this.action)).isTrue();
		this.gate.resign();
		assertThat(enter(this.action)).isFalse();
		assertThat(this.log).isEmpty();
		this.gate.leave();
		assertThat(this.log).containsExactly("released");
	}

	@Test
	void enterWhenUndecidedIsOwedOnce() {
		assertThat(enter(this.action)).isFalse();
		assertThat(enter(this.action)).isFalse();
		this.gate.open();
		assertThat(enter(this.action)).isFalse();
		this.gate.runOwed(this.action);
		assertThat(enter(this.action)).isTrue();
		assertThat(this.log).containsExactly("owed", "ran");
	}

	private boolean enter(Runnable action) {
		return this.gate.enter(action, () -> this.log.add("owed"));
	}

	private void run(Runnable action) {
		this.gate.run(action, () -> this.log.add("owed"));
	}

}
