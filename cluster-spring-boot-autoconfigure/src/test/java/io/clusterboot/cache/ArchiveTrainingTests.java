package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.process.Folders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ArchiveTraining}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ArchiveTrainingTests {

	private static final WorkerIdentity FIRST = new WorkerIdentity(1, 0, 1);

	private static final WorkerIdentity SECOND = new WorkerIdentity(2, 1, 1);

	private static final WorkerIdentity RELOADED = new WorkerIdentity(3, 0, 2);

	@TempDir
	private Path directory;

	private CacheEntry entry;

	private final FakeTools tools = new FakeTools();

	private final ManualScheduler scheduler = new ManualScheduler();

	private OptionalLong free = OptionalLong.empty();

	private final ArchiveTraining training = new ArchiveTraining(this.tools, new TrainingMemory(() -> this.free),
			this.scheduler);

	@BeforeEach
	void open() throws Exception {
		this.entry = CacheEntry.open(this.directory.resolve("entry"));
		this.entry.unpack((folder) -> Files.writeString(folder.resolve("app.jar"), "application"));
	}

	@AfterEach
	void close() throws IOException {
		this.training.close();
		this.entry.close();
	}

	@Test
	void firstWorkerOfEachGenerationRecords() throws IOException {
		assertThat(record(FIRST)).isNotNull();
		assertThat(record(SECOND)).isNull();
		assertThat(record(RELOADED)).isNotNull();
	}

	@Test
	void archiveIsMadeOnceNoWorkerStarts(CapturedOutput output) throws IOException {
		fork(FIRST);
		fork(SECOND);
		this.training.ready(FIRST);
		assertThat(this.scheduler.due()).isZero();
		this.training.ready(SECOND);
		assertThat(this.tools.dumped).isEmpty();
		this.scheduler.run();
		assertThat(this.tools.dumped).containsExactly(List.of("java/lang/Object id: 0", "Main id: 1"));
		assertThat(this.entry.archive().isThere()).isTrue();
		assertThat(this.entry.archiveFile()).hasContent("archive of app.jar");
		assertThat(output)
			.containsOnlyOnce("Workers that start from now on share an archive of 2 classes (0 MiB, made in ");
	}

	@Test
	void archiveIsMadeOnce() throws IOException {
		make();
		Folders.delete(this.entry.archive().folder());
		restart(SECOND);
		assertThat(this.tools.dumped).hasSize(1);
	}

	@Test
	void archiveWhenAnotherProcessMadeItIsNotMade() throws Exception {
		this.entry.make(this.entry.archive(), (folder) -> Files.writeString(folder.resolve("a"), ""));
		make();
		assertThat(this.tools.dumped).isEmpty();
	}

	@Test
	void archiveWhenAnotherProcessMakesItIsTriedAgain() throws Exception {
		try (OtherProcess other = OtherProcess.locking(this.directory.resolve("entry/making"))) {
			make();
			assertThat(this.tools.dumped).isEmpty();
		}
		restart(SECOND);
		assertThat(this.tools.dumped).hasSize(1);
	}

	@Test
	void recorderThatIsLostHasASuccessor() throws IOException {
		fork(FIRST);
		this.training.exited(FIRST);
		this.scheduler.run();
		assertThat(this.tools.dumped).isEmpty();
		assertThat(fork(SECOND)).isNotNull();
		this.training.ready(SECOND);
		this.scheduler.run();
		assertThat(this.tools.dumped).hasSize(1);
	}

	@Test
	void recorderThatEndsAfterItWasReadyHasDoneItsWork() throws IOException {
		fork(FIRST);
		fork(SECOND);
		this.training.ready(FIRST);
		this.training.exited(FIRST);
		assertThat(record(RELOADED)).isNotNull();
		this.training.exited(SECOND);
		this.scheduler.run();
		assertThat(this.tools.dumped).hasSize(1);
	}

	@Test
	void archiveWhenWorkerWasForkedMeanwhileHasToWait() throws IOException {
		fork(FIRST);
		this.training.ready(FIRST);
		this.training.forking(SECOND);
		this.scheduler.run();
		assertThat(this.tools.dumped).isEmpty();
		this.training.ready(SECOND);
		this.scheduler.run();
		assertThat(this.tools.dumped).hasSize(1);
	}

	@Test
	void archiveWhenWorkerIsForkedWhileItIsMadeIsTriedAgain(CapturedOutput output) throws IOException {
		this.tools.meanwhile = () -> this.training.forking(SECOND);
		make();
		assertThat(this.tools.aborts).isEqualTo(2);
		assertThat(this.entry.archive().isThere()).isFalse();
		this.tools.meanwhile = () -> {
		};
		this.training.ready(SECOND);
		this.scheduler.run();
		assertThat(this.entry.archive().isThere()).isTrue();
		assertThat(output).doesNotContain("without a shared archive").containsOnlyOnce("Workers that start from now");
	}

	@Test
	void archiveWhenWorkerIsForkedAndGoneWhileItIsMadeIsTriedAgain(CapturedOutput output) throws IOException {
		this.tools.meanwhile = () -> {
			this.training.forking(SECOND);
			this.training.exited(SECOND);
		};
		make();
		assertThat(this.entry.archive().isThere()).isFalse();
		this.tools.meanwhile = () -> {
		};
		this.scheduler.run();
		assertThat(this.entry.archive().isThere()).isTrue();
		assertThat(output).doesNotContain("without a shared archive");
	}

	@Test
	void failureIsToldOnceAndNotTriedAgain(CapturedOutput output) throws IOException {
		this.tools.failure = "exit code 1: no space";
		make();
		this.training.ready(FIRST);
		restart(SECOND);
		assertThat(this.tools.dumped).hasSize(1);
		assertThat(this.entry.archive().folder()).doesNotExist();
		assertThat(output).containsOnlyOnce("Workers start without a shared archive of classes: exit code 1: no space");
	}

	@Test
	void archiveWhenItTakesMoreMemoryThanIsFreeIsNotMade(CapturedOutput output) throws IOException {
		this.free = OptionalLong.of(48 << 20);
		make();
		restart(SECOND);
		assertThat(this.tools.dumped).isEmpty();
		assertThat(output).containsOnlyOnce("Workers start without a shared archive of classes: "
				+ "to make one takes about 48 MiB of memory, and 48 MiB are free");
	}

	@Test
	void archiveWhenItTakesTheMemoryThatIsFreeIsMade() throws IOException {
		this.free = OptionalLong.of((48 << 20) + 2 * 40 * 1024);
		make();
		assertThat(this.tools.dumped).hasSize(1);
	}

	@Test
	void failureWhenThereIsNoListIsTold(CapturedOutput output) {
		this.training.forking(FIRST);
		record(FIRST);
		this.training.ready(FIRST);
		this.scheduler.run();
		assertThat(output).containsOnlyOnce(
				"Workers start without a shared archive of classes: NoSuchFileException: " + this.directory);
	}

	@Test
	void failureWhenJarWasRemovedIsTold(CapturedOutput output) throws IOException {
		this.entry.layout().remove();
		make();
		assertThat(this.tools.dumped).isEmpty();
		assertThat(output).containsOnlyOnce("archive of classes: the unpacked jar was removed");
	}

	@Test
	void retainForgetsOtherGenerations() throws IOException {
		fork(FIRST);
		this.training.ready(FIRST);
		this.training.retain(Set.of(2));
		this.scheduler.run();
		assertThat(this.tools.dumped).isEmpty();
	}

	@Test
	void closeAbortsAndTellsNothing(CapturedOutput output) throws IOException {
		this.tools.meanwhile = this.training::close;
		make();
		assertThat(this.tools.aborts).isEqualTo(2);
		this.training.forking(SECOND);
		this.training.exited(SECOND);
		assertThat(this.entry.archive().folder()).doesNotExist();
		assertThat(output).doesNotContain("without a shared archive");
	}

	private void make() throws IOException {
		fork(FIRST);
		this.training.ready(FIRST);
		this.scheduler.run();
	}

	private void restart(WorkerIdentity worker) {
		this.training.forking(worker);
		this.training.ready(worker);
		this.scheduler.run();
	}

	private Path fork(WorkerIdentity worker) throws IOException {
		this.training.forking(worker);
		Path list = record(worker);
		if (list != null) {
			Files.writeString(list, "java/lang/Object id: 0\nProxy id: 2 source: x\nMain id: 1\nHalf");
		}
		return list;
	}

	private Path record(WorkerIdentity worker) {
		return this.training.record(worker, this.entry, this.directory);
	}

}
