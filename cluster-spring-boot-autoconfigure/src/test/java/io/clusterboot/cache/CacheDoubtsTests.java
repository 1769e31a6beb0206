package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CacheDoubts}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CacheDoubtsTests {

	private static final WorkerIdentity WORKER = new WorkerIdentity(1, 0, 1);

	@TempDir
	private Path directory;

	private CacheEntry entry;

	private final CacheDoubts doubts = new CacheDoubts();

	@BeforeEach
	void open() throws Exception {
		this.entry = CacheEntry.open(this.directory.resolve("entry"));
		this.entry.unpack((folder) -> Files.writeString(folder.resolve("app.jar"), "application"));
		this.entry.make(this.entry.archive(),
				(folder) -> Files.writeString(folder.resolve(ArchiveOptions.FILE), "archive"));
	}

	@AfterEach
	void close() throws IOException {
		this.entry.close();
	}

	@Test
	void exitedWhenWorkerWasNeverReadyRemovesWhatIsDamaged(CapturedOutput output) throws IOException {
		damage();
		this.doubts.forking(WORKER, this.entry);
		this.doubts.exited(WORKER, exit(1));
		assertThat(this.entry.jar()).isNull();
		assertThat(output).containsOnlyOnce("Removed " + this.entry.layout().folder() + ", which was damaged");
	}

	@Test
	void exitedWhenNothingIsDamagedRemovesNothing(CapturedOutput output) {
		this.doubts.forking(WORKER, this.entry);
		this.doubts.exited(WORKER, exit(1));
		assertThat(this.entry.archive().isThere()).isTrue();
		assertThat(this.entry.wantsArchive()).isTrue();
		assertThat(output).doesNotContain("WARN");
	}

	@ParameterizedTest
	@ValueSource(ints = { 129, 130, 137, 143 })
	void exitedWhenWorkerWasEndedLooksAtNothing(int code) throws IOException {
		damage();
		this.doubts.forking(WORKER, this.entry);
		this.doubts.exited(WORKER, exit(code));
		assertThat(this.entry.jar()).isNotNull();
	}

	@Test
	void exitedWhenWorkerWasReadyOrNotForkedLooksAtNothing() throws IOException {
		damage();
		this.doubts.forking(WORKER, this.entry);
		this.doubts.ready(WORKER);
		this.doubts.exited(WORKER, exit(1));
		this.doubts.forking(WORKER, this.entry);
		this.doubts.notForked(WORKER);
		this.doubts.exited(WORKER, exit(1));
		assertThat(this.entry.jar()).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 134, 135, 139 })
	void exitedWhenJvmCrashedGivesUpTheArchive(int code, CapturedOutput output) {
		this.doubts.forking(WORKER, this.entry);
		this.doubts.exited(WORKER, exit(code));
		assertThat(this.entry.archive().isThere()).isFalse();
		assertThat(this.entry.wantsArchive()).isFalse();
		assertThat(this.entry.jar()).isNotNull();
		assertThat(output).containsOnlyOnce("Workers do without the shared archive of classes, with which one crashed");
	}

	private void damage() throws IOException {
		Files.writeString(this.entry.layout().folder().resolve("app.jar"), "applicatiom");
	}

	private static WorkerExit exit(int code) {
		return new WorkerExit(code, null, "exited", Instant.EPOCH);
	}

}
