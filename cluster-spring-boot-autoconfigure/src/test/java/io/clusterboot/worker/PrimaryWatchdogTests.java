package io.clusterboot.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimaryWatchdog}.
 */
class PrimaryWatchdogTests {

	private final AtomicLong parentPid = new AtomicLong(42);

	private final List<String> lost = new ArrayList<>();

	private final PrimaryWatchdog watchdog = new PrimaryWatchdog(42, this.parentPid::get, this.lost::add, this::halt);

	@Test
	void checkWhenParentIsThePrimaryTellsNothing() {
		this.watchdog.check();
		assertThat(this.lost).isEmpty();
	}

	@Test
	void checkWhenParentIsAnotherOneTellsOnce() {
		this.parentPid.set(1);
		this.watchdog.check();
		this.watchdog.check();
		this.watchdog.channelClosed(null);
		assertThat(this.lost).containsExactly("the primary (pid 42) is not the parent any more");
	}

	@Test
	void checkWhenParentCannotBeToldTellsNothing() {
		this.parentPid.set(PrimaryWatchdog.UNKNOWN);
		this.watchdog.check();
		assertThat(this.lost).isEmpty();
	}

	@Test
	void checkWhenAnotherProgramForkedTheWorkerTellsNothingButTheChannelDoes() {
		PrimaryWatchdog wrapped = new PrimaryWatchdog(43, this.parentPid::get, this.lost::add, this::halt);
		wrapped.check();
		assertThat(this.lost).isEmpty();
		wrapped.channelClosed(null);
		assertThat(this.lost).containsExactly("the channel to the primary (pid 43) was closed");
	}

	@Test
	void channelClosedWhenBrokenTellsTheCauseOnce() {
		this.watchdog.channelClosed(new IOException("Connection reset"));
		this.parentPid.set(1);
		this.watchdog.check();
		assertThat(this.lost).containsExactly("the channel to the primary (pid 42) was closed: Connection reset");
	}

	@Test
	void disarmWhenCalledBeforeKeepsItSilent() {
		this.watchdog.disarm();
		this.parentPid.set(1);
		this.watchdog.check();
		this.watchdog.channelClosed(null);
		assertThat(this.lost).isEmpty();
	}

	@Test
	void channelClosedWhenHandlerCannotBeLoadedHalts() {
		PrimaryWatchdog broken = new PrimaryWatchdog(42, this.parentPid::get, (reason) -> {
			throw new NoClassDefFoundError("overwritten");
		}, this::halt);
		broken.channelClosed(null);
		broken.channelClosed(null);
		assertThat(this.lost).containsExactly("halted");
	}

	private void halt() {
		this.lost.add("halted");
	}

	@Test
	void currentParentPidWhenProcessHasParentReturnsIt() {
		assertThat(PrimaryWatchdog.currentParentPid()).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
	}

}
