package io.clusterboot.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SnapshotLedger}.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class SnapshotLedgerTests {

	static final SnapshotFold SUM = (snapshots) -> bytes(
			snapshots.stream().mapToLong((one) -> ByteBuffer.wrap(one).getLong()).sum());

	@TempDir
	private Path directory;

	@Test
	void departedTellsLastSnapshotOfThoseThatDoNotLive() {
		record(0, 1, 5);
		record(0, 1, 7);
		record(1, 2, 3);
		List<LedgerEntry> departed = ledger().departed(Set.of(2L));
		assertThat(departed).hasSize(1);
		assertThat(departed.get(0).ordinal()).isZero();
		assertThat(departed.get(0).id()).isOne();
		assertThat(departed.get(0).absorbed()).isEmpty();
		assertThat(sum(departed)).isEqualTo(7);
	}

	@Test
	void departedWhenOtherKindIsEmpty() {
		record(0, 1, 5);
		assertThat(new SnapshotLedger(this.directory, "prometheusx").departed(Set.of())).isEmpty();
		assertThat(new SnapshotLedger(this.directory.resolve("none"), "count").departed(Set.of())).isEmpty();
	}

	@Test
	void kindWithOtherCharactersIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotLedger(this.directory, "a-b"))
			.withMessageContaining("'a-b'");
	}

	@Test
	void departedWhenLastWriteWasCutTellsTheOneBefore() throws IOException {
		SnapshotRecorder recorder = ledger().recorder(0, 1);
		recorder.record(bytes(5));
		recorder.record(bytes(6));
		truncate(file("count-0-1.snapshot1"));
		assertThat(sum(ledger().departed(Set.of()))).isEqualTo(5);
	}

	@Test
	void departedWhenAProcessHasWrittenNothingYetIsSilent(CapturedOutput output) throws IOException {
		Files.createFile(file("count-0-1.snapshot0"));
		assertThat(ledger().departed(Set.of())).isEmpty();
		assertThat(output).doesNotContain("Skipping");
	}

	@Test
	void departedWhenFilesAreForeignSkipsThemWithOneLine(CapturedOutput output) throws IOException {
		record(0, 1, 5);
		record(0, 2, 6);
		truncate(file("count-0-2.snapshot0"));
		Files.copy(file("count-0-1.snapshot0"), file("count-1-9.snapshot0"));
		Files.createDirectory(file("count-2-3.snapshot0"));
		Files.writeString(file("count-0.base"), "garbage");
		Files.writeString(file("count-notes.txt"), "garbage");
		SnapshotLedger ledger = ledger();
		for (int i = 0; i < 3; i++) {
			assertThat(sum(ledger.departed(Set.of()))).isEqualTo(5);
		}
		assertThat(output.getAll().split("Skipping", -1)).hasSize(5);
	}

	@Test
	void recordWhenDirectoryIsGoneSaysSoAndLogsOnce(CapturedOutput output) throws IOException {
		Path folder = this.directory.resolve("gone");
		SnapshotRecorder recorder = new SnapshotLedger(folder, "count").recorder(0, 1);
		assertThat(recorder.record(bytes(1))).isFalse();
		assertThat(recorder.record(() -> bytes(2))).isEqualTo(bytes(2));
		assertThat(output.getAll().split("Could not record", -1)).hasSize(2);
		Files.createDirectory(folder);
		assertThat(recorder.record(bytes(3))).isTrue();
		assertThat(sum(new SnapshotLedger(folder, "count").departed(Set.of()))).isEqualTo(3);
	}

	@Test
	void recordWhenThreadIsInterruptedGoesOn() {
		SnapshotRecorder recorder = ledger().recorder(0, 1);
		Thread.currentThread().interrupt();
		assertThat(recorder.record(bytes(1))).isTrue();
		assertThat(recorder.record(bytes(2))).isTrue();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(sum(ledger().departed(Set.of()))).isEqualTo(2);
	}

	@Test
	void departedWhenBaseIsReplacedReadsItAnew() {
		SnapshotLedger reader = ledger();
		for (int id = 1; id <= 5; id++) {
			record(0, id, 5);
			ledger().absorb(0, Set.of(), SUM);
			assertThat(sum(reader.departed(Set.of()))).isEqualTo(5 * id);
			assertThat(reader.departed(Set.of()).get(0).snapshot())
				.isSameAs(reader.departed(Set.of()).get(0).snapshot());
		}
	}

	@Test
	void absorbFoldsTheDeadIntoOne() throws IOException {
		record(0, 1, 5);
		record(0, 2, 7);
		record(0, 3, 1);
		record(1, 4, 100);
		ledger().absorb(0, Set.of(3L), SUM);
		assertThat(files()).containsExactlyInAnyOrder("count-0.base", "count-0.lock", "count-0-3.snapshot0",
				"count-1-4.snapshot0");
		LedgerEntry base = ledger().departed(Set.of(3L, 4L)).get(0);
		assertThat(base.absorbed()).containsExactlyInAnyOrder(1L, 2L);
		assertThat(base.id()).isEqualTo(2);
		assertThat(sum(List.of(base))).isEqualTo(12);
		record(0, 3, 2);
		ledger().absorb(0, Set.of(), SUM);
		assertThat(sum(ledger().departed(Set.of(4L)))).isEqualTo(14);
	}

	@Test
	void absorbLeavesThoseThatAreYoungerThanOneThatLives() {
		record(0, 1, 5);
		record(0, 2, 7);
		record(0, 3, 1);
		ledger().absorb(0, Set.of(2L), SUM);
		assertThat(ledger().departed(Set.of(2L))).extracting(LedgerEntry::id).containsExactly(1L, 3L);
	}

	@Test
	void absorbWhenItEndedBeforeFilesWereDeletedCountsThemOnce() throws IOException {
		record(0, 1, 5);
		Path file = file("count-0-1.snapshot0");
		byte[] content = Files.readAllBytes(file);
		ledger().absorb(0, Set.of(), SUM);
		Files.write(file, content);
		assertThat(sum(ledger().departed(Set.of()))).isEqualTo(5);
		ledger().absorb(0, Set.of(), SUM);
		assertThat(sum(ledger().departed(Set.of()))).isEqualTo(5);
		assertThat(files()).doesNotContain("count-0-1.snapshot0");
	}

	@Test
	void absorbWhenFoldFailsLeavesAllAsItWas(CapturedOutput output) throws IOException {
		record(0, 1, 5);
		ledger().absorb(0, Set.of(), (snapshots) -> {
			throw new IOException("no");
		});
		ledger().absorb(0, Set.of(), (snapshots) -> {
			throw new IllegalStateException("no");
		});
		assertThat(sum(ledger().departed(Set.of()))).isEqualTo(5);
		assertThat(output).contains("Could not fold");
	}

	@Test
	void absorbWhenAnotherDoesItDoesNothing() throws IOException {
		record(0, 1, 5);
		try (LedgerLock lock = LedgerLock.tryLock(file("count-0.lock"))) {
			assertThat(lock.isHeld()).isTrue();
			ledger().absorb(0, Set.of(), SUM);
			assertThat(files()).doesNotContain("count-0.base");
		}
		ledger().absorb(0, Set.of(), SUM);
		assertThat(files()).contains("count-0.base");
	}

	@Test
	void absorbAfterThousandsOfRestartsLeavesFewAndSmallFiles() throws IOException {
		for (long id = 1; id <= 1200; id++) {
			record(0, id, 1);
			ledger().absorb(0, Set.of(id), SUM);
		}
		assertThat(files()).hasSize(3);
		assertThat(Files.size(file("count-0.base"))).isLessThan(10_000);
		assertThat(sum(ledger().departed(Set.of()))).isEqualTo(1200);
	}

	private SnapshotLedger ledger() {
		return new SnapshotLedger(this.directory, "count");
	}

	private void record(int ordinal, long id, long count) {
		try (SnapshotRecorder recorder = ledger().recorder(ordinal, id)) {
			assertThat(recorder.record(bytes(count))).isTrue();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path file(String name) {
		return this.directory.resolve(name);
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

	private void truncate(Path file) throws IOException {
		byte[] content = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(content, content.length / 2));
	}

	static byte[] bytes(long count) {
		return ByteBuffer.allocate(Long.BYTES).putLong(count).array();
	}

	static long sum(List<LedgerEntry> entries) {
		return entries.stream().mapToLong((entry) -> ByteBuffer.wrap(entry.snapshot()).getLong()).sum();
	}

}
