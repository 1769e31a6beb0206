package io.clusterboot.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerAffinity}.
 */
class WorkerAffinityTests {

	private static final WorkerIdentity FIRST = new WorkerIdentity(1, 0, 1);

	private static final WorkerIdentity SECOND = new WorkerIdentity(2, 1, 1);

	private static final WorkerIdentity THIRD = new WorkerIdentity(3, 0, 2);

	private static final List<Integer> ALL = List.of(4, 6);

	@TempDir
	private File processes;

	private final BoundThreads threads = new BoundThreads(4, 6);

	private final WorkerAffinity affinity = new WorkerAffinity(
			() -> Optional.of(new ProcessorBinding(ALL, this.threads, this.processes)), Runnable::run);

	@Test
	void allThatServeRunOnAProcessorOfTheirOwn() {
		fork(SECOND, 20);
		fork(FIRST, 10);
		ready(SECOND);
		assertThat(this.threads.bound()).isEmpty();
		ready(FIRST);
		assertBound(10, 4);
		assertBound(20, 6);
	}

	@Test
	void whileAWorkerIsReplacedAllRunEverywhere() {
		serve();
		fork(THIRD, 30);
		assertThat(this.threads.bound()).containsEntry(10, ALL).containsEntry(20, ALL).doesNotContainKey(30);
		ready(THIRD);
		assertThat(this.threads.bound()).doesNotContainKey(30);
		this.affinity.changed(new WorkerChange.Leaving(FIRST));
		this.affinity.changed(exited(FIRST));
		assertBound(30, 4);
		assertBound(20, 6);
	}

	@Test
	void whileAWorkerIsGoneTheOtherRunsEverywhere() {
		serve();
		this.affinity.changed(exited(FIRST));
		assertThat(this.threads.bound()).containsEntry(20, ALL).containsEntry(10, List.of(4));
	}

	@Test
	void whileAWorkerLeavesAllRunEverywhere() {
		serve();
		this.affinity.changed(new WorkerChange.Leaving(SECOND));
		assertThat(this.threads.bound()).containsEntry(10, ALL).containsEntry(20, ALL);
	}

	@Test
	void whileAWorkerGetsNoConnectionsAllRunEverywhere() {
		serve();
		this.affinity.directed(Set.of(1L, 2L));
		assertBound(10, 4);
		this.affinity.directed(Set.of(2L));
		assertThat(this.threads.bound()).containsEntry(10, ALL).containsEntry(20, ALL);
		this.affinity.directed(Set.of(1L, 2L));
		assertBound(10, 4);
		assertBound(20, 6);
	}

	@Test
	void workerThatReckonsWithMoreProcessorsIsNotBound() throws IOException {
		fork(FIRST, 10);
		fork(SECOND, 20);
		Files.writeString(this.processes.toPath().resolve("20/cmdline"), "java\0-XX:ActiveProcessorCount=2\0");
		ready(FIRST);
		ready(SECOND);
		assertThat(this.threads.bound()).isEmpty();
	}

	@Test
	void otherStepsChangeNothing() {
		serve();
		this.threads.bound().clear();
		this.affinity.changed(new WorkerChange.Online(FIRST));
		this.affinity.changed(new WorkerChange.Elected(FIRST));
		this.affinity.changed(exited(THIRD));
		assertThat(this.threads.bound()).isEmpty();
	}

	@Test
	void fewerOrMoreWorkersThanProcessorsRunEverywhere() {
		fork(FIRST, 10);
		ready(FIRST);
		assertThat(this.threads.bound()).isEmpty();
		fork(SECOND, 20);
		fork(THIRD, 30);
		ready(SECOND);
		ready(THIRD);
		assertThat(this.threads.bound()).isEmpty();
	}

	@Test
	void aSingleWorkerOnASingleProcessorIsLeftAlone() {
		WorkerAffinity alone = new WorkerAffinity(
				() -> Optional.of(new ProcessorBinding(List.of(4), this.threads, this.processes)), Runnable::run);
		thread(10);
		alone.changed(new WorkerChange.Forked(FIRST, 10));
		alone.changed(new WorkerChange.Ready(FIRST));
		assertThat(this.threads.bound()).isEmpty();
	}

	@Test
	void nobodyLooksForABindingBeforeAllServe() {
		WorkerAffinity starting = new WorkerAffinity(() -> {
			throw new AssertionError("looked for");
		}, Runnable::run);
		starting.changed(new WorkerChange.Forked(FIRST, 10));
		starting.changed(new WorkerChange.Ready(FIRST));
		starting.changed(new WorkerChange.Forked(SECOND, 20));
		starting.directed(Set.of(1L));
		assertThat(this.threads.bound()).isEmpty();
	}

	@Test
	void whatIsNotWantedIsNotDone() {
		WorkerAffinity.of(false, Runnable::run).changed(new WorkerChange.Forked(FIRST, ProcessHandle.current().pid()));
		assertThat(this.threads.bound()).isEmpty();
	}

	private void serve() {
		fork(FIRST, 10);
		fork(SECOND, 20);
		ready(FIRST);
		ready(SECOND);
	}

	private void fork(WorkerIdentity worker, int pid) {
		thread(pid);
		this.affinity.changed(new WorkerChange.Forked(worker, pid));
	}

	private void thread(int pid) {
		try {
			Path process = this.processes.toPath().resolve(Integer.toString(pid));
			Files.createDirectories(process.resolve("task/" + pid));
			Files.writeString(process.resolve("cmdline"), "java\0-XX:ActiveProcessorCount=1\0");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void ready(WorkerIdentity worker) {
		this.affinity.changed(new WorkerChange.Ready(worker));
	}

	private static WorkerChange exited(WorkerIdentity worker) {
		return new WorkerChange.Exited(worker, new WorkerExit(1, null, "exited with code 1", Instant.EPOCH));
	}

	private void assertBound(int pid, int processor) {
		assertThat(this.threads.bound()).containsEntry(pid, List.of(processor));
	}

}
