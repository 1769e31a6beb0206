package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ArchiveWatch}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ArchiveWatchTests {

	@TempDir
	private Path directory;

	private Path jar;

	private ArchiveGenerations generations;

	private ArchiveWatch watch;

	private long now;

	private int changes;

	@BeforeEach
	void start() throws IOException {
		this.jar = new TestJar().mainClass("Main").write(this.directory.resolve("opt/app.jar"));
		this.generations = generations("-jar", this.jar.toString());
		this.watch = new ArchiveWatch(this.generations, () -> this.changes++, () -> this.now);
	}

	@AfterEach
	void close() {
		this.watch.close();
		this.generations.close();
	}

	@Test
	void pollWhenNothingChangesIsSilent() {
		pollFor(Duration.ofMinutes(1));
		assertThat(this.changes).isZero();
	}

	@Test
	void pollWhenJarIsRenamedIntoPlaceTellsOnceAfterTwoSeconds() throws IOException {
		replace("second");
		pollFor(Duration.ofMillis(2000));
		assertThat(this.changes).isZero();
		pollFor(Duration.ofMillis(500));
		assertThat(this.changes).isOne();
		pollFor(Duration.ofMinutes(1));
		assertThat(this.changes).isOne();
	}

	@Test
	void pollWhenLinkLeadsToAnotherJarTells() throws IOException {
		Path link = Files.createSymbolicLink(this.directory.resolve("current.jar"), this.jar);
		try (ArchiveGenerations linked = generations("-jar", link.toString());
				ArchiveWatch watch = new ArchiveWatch(linked, () -> this.changes++, () -> this.now)) {
			Path next = new TestJar().mainClass("Main").write(this.directory.resolve("opt/next.jar"));
			Path other = Files.createSymbolicLink(this.directory.resolve("other"), next);
			Files.move(other, link, StandardCopyOption.ATOMIC_MOVE);
			pollFor(watch, Duration.ofSeconds(3));
		}
		assertThat(this.changes).isOne();
	}

	@Test
	void pollWhileJarIsWrittenWaits() throws IOException {
		for (int size = 1; size < 20; size++) {
			TestJar.truncate(this.jar, size * 1000);
			pollFor(Duration.ofMillis(1500));
		}
		new TestJar().mainClass("Main").content("all").write(this.jar);
		pollFor(Duration.ofMillis(1500));
		assertThat(this.changes).isZero();
		pollFor(Duration.ofSeconds(1));
		assertThat(this.changes).isOne();
	}

	@Test
	void pollWhenJarStaysIncompleteSaysSoOnceAndWaits(CapturedOutput output) throws IOException {
		TestJar.truncate(this.jar, 1000);
		pollFor(Duration.ofSeconds(29));
		assertThat(output).doesNotContain("not a complete jar; no reload");
		pollFor(Duration.ofMinutes(2));
		assertThat(output).containsOnlyOnce(this.jar + " was replaced but is not a complete jar; no reload");
		assertThat(this.changes).isZero();
		replace("complete");
		pollFor(Duration.ofSeconds(3));
		assertThat(this.changes).isOne();
	}

	@Test
	void pollWhenJarBecomesReadableWithoutLookingDifferentTells() throws IOException {
		Path next = new TestJar().mainClass("Main").content("next").write(this.directory.resolve("next.jar"));
		byte[] whole = Files.readAllBytes(next);
		Files.write(next, new byte[whole.length]);
		FileTime time = Files.getLastModifiedTime(next);
		Files.move(next, this.jar, StandardCopyOption.ATOMIC_MOVE);
		pollFor(Duration.ofSeconds(10));
		assertThat(this.changes).isZero();
		Files.write(this.jar, whole);
		Files.setLastModifiedTime(this.jar, time);
		pollFor(Duration.ofSeconds(31));
		assertThat(this.changes).isOne();
	}

	@Test
	void pollWhenJarHasHoleWaits() throws IOException {
		TestJar.tearHole(this.jar);
		pollFor(Duration.ofMinutes(1));
		assertThat(this.changes).isZero();
	}

	@Test
	void pollWhenJarIsGoneForAWhileTellsOfTheNext() throws IOException {
		Files.delete(this.jar);
		pollFor(Duration.ofSeconds(10));
		assertThat(this.changes).isZero();
		new TestJar().mainClass("Main").content("next").write(this.jar);
		pollFor(Duration.ofSeconds(3));
		assertThat(this.changes).isOne();
	}

	@Test
	void againTellsOnceMore() throws IOException {
		replace("second");
		pollFor(Duration.ofSeconds(3));
		this.watch.again();
		pollFor(Duration.ofSeconds(1));
		assertThat(this.changes).isEqualTo(2);
	}

	@Test
	void againWhenJarWasTakenMeanwhileIsSilent() throws IOException {
		replace("second");
		pollFor(Duration.ofSeconds(3));
		assertThat(this.generations.prepare(2)).succeedsWithin(Duration.ofSeconds(30));
		this.watch.again();
		pollFor(Duration.ofSeconds(3));
		assertThat(this.changes).isOne();
	}

	@Test
	void startWhenThereIsNoJarSaysSo(CapturedOutput output) {
		try (ArchiveGenerations none = generations("-cp", "classes", "Main");
				ArchiveWatch watch = new ArchiveWatch(none, () -> this.changes++)) {
			watch.start();
		}
		assertThat(output).contains("cluster.reload.watch has no effect: the application is not started by -jar");
	}

	@Test
	void startPolls() throws IOException {
		long start = System.nanoTime();
		try (ArchiveWatch started = new ArchiveWatch(this.generations, () -> this.changes++,
				() -> System.nanoTime() + Duration.ofSeconds(1).multipliedBy(polls(start)).toNanos())) {
			started.start();
			replace("second");
			Awaitility.await().until(() -> this.changes == 1);
		}
	}

	/**
	 * Let time pass faster than it does.
	 */
	private static long polls(long start) {
		return Duration.ofNanos(System.nanoTime() - start).toMillis() / 100;
	}

	private void replace(String content) throws IOException {
		Path next = new TestJar().mainClass("Main").content(content).write(this.directory.resolve("next.jar"));
		Files.move(next, this.jar, StandardCopyOption.ATOMIC_MOVE);
	}

	private void pollFor(Duration duration) {
		pollFor(this.watch, duration);
	}

	private void pollFor(ArchiveWatch watch, Duration duration) {
		for (long end = this.now + duration.toNanos(); this.now < end;) {
			this.now += Duration.ofMillis(500).toNanos();
			watch.poll();
		}
	}

	private ArchiveGenerations generations(String... arguments) {
		List<String> command = new java.util.ArrayList<>(List.of("java"));
		command.addAll(List.of(arguments));
		ArchiveGenerations generations = new ArchiveGenerations(new PrimaryCommand(command, Map.of(), List.of()));
		generations.start(this.directory.resolve("copies" + command.hashCode()));
		return generations;
	}

}
