package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.ClusterOperationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link ArchiveGenerations}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ArchiveGenerationsTests {

	@TempDir
	private Path directory;

	private Path folder;

	private Path jar;

	private final List<ArchiveGenerations> opened = new ArrayList<>();

	private int settled;

	@BeforeEach
	void write() throws IOException {
		this.folder = Files.createDirectory(this.directory.resolve("folder"));
		this.jar = new TestJar().mainClass("Main").content("first").write(this.directory.resolve("opt/app.jar"));
	}

	@AfterEach
	void close() {
		this.opened.forEach(ArchiveGenerations::close);
	}

	@Test
	void startCopiesTheJarUnderItsName() {
		Path copy = started("-jar", this.jar.toString()).command(1).copy();
		assertThat(copy).hasSameBinaryContentAs(this.jar).hasFileName("app.jar");
		assertThat(copy.startsWith(this.folder)).isTrue();
	}

	@Test
	void startWhenPathIsRelativeCopiesTheJar() {
		Path relative = Path.of("").toAbsolutePath().relativize(this.jar);
		assertThat(started("-Dx", "-jar", "-Dy", relative.toString(), "z").command(1).copy())
			.hasSameBinaryContentAs(this.jar);
	}

	@Test
	void startWhenJarIsInFileOfArgumentsCopiesTheJar() throws IOException {
		Path file = Files.writeString(this.directory.resolve("args"), "-Dx -jar '" + this.jar + "'");
		assertThat(started("@" + file, "z").command(1).copy()).hasSameBinaryContentAs(this.jar);
	}

	@Test
	void startWhenThereIsNoJarCopiesNothing() {
		ArchiveGenerations generations = started("-cp", this.jar.toString(), "Main");
		assertThat(generations.command(1).copy()).isNull();
		assertThat(generations.prepare(2)).succeedsWithin(Duration.ofSeconds(30));
		assertThat(generations.command(2).copy()).isNull();
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void startWhenJarIsLinkCopiesWhatItLeadsToUnderTheNameOfTheLink() throws IOException {
		new TestJar().content("library").write(this.directory.resolve("opt/lib/a.jar"));
		new TestJar().mainClass("Main").classPath("lib/a.jar").write(this.jar);
		Path link = Files.createSymbolicLink(this.directory.resolve("current.jar"), Path.of("opt/app.jar"));
		Path copy = started("-jar", link.toString()).command(1).copy();
		assertThat(copy).hasFileName("current.jar").isRegularFile().hasSameBinaryContentAs(this.jar);
		assertThat(Files.isSymbolicLink(copy)).isFalse();
		assertThat(copy.resolveSibling("lib/a.jar")).isRegularFile();
	}

	@Test
	void copyWhenOriginalIsOverwrittenInPlaceStaysAsItWas() throws IOException {
		byte[] content = Files.readAllBytes(this.jar);
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		TestJar.tearHole(this.jar);
		assertThat(generations.command(1).copy()).hasBinaryContent(content);
		TestJar.truncate(this.jar, 0);
		assertThat(generations.command(1).copy()).hasBinaryContent(content);
	}

	@Test
	void classPathOfTheManifestIsCopiedToTheSamePlaces() throws IOException {
		Path library = new TestJar().classPath("deep/b.jar ../app.jar").write(this.directory.resolve("lib/a b+c.jar"));
		new TestJar().write(this.directory.resolve("lib/deep/b.jar"));
		Path config = Files.createDirectories(this.directory.resolve("opt/config"));
		new TestJar().write(config.resolve("in.jar"));
		Path absolute = new TestJar().write(this.directory.resolve("absolute.jar"));
		new TestJar().mainClass("Main")
			.classPath("config/ ../lib/a%20b+c.jar config/in.jar missing.jar " + absolute + " file:" + absolute)
			.write(this.jar);
		Path copy = started("-jar", this.jar.toString()).command(1).copy();
		assertThat(copy.resolveSibling("../lib/a b+c.jar")).hasSameBinaryContentAs(library);
		assertThat(copy.resolveSibling("../lib/deep/b.jar")).isRegularFile();
		assertThat(copy.resolveSibling("../absolute.jar")).doesNotExist();
		assertThat(copy.resolveSibling("config/in.jar")).isRegularFile();
		assertThat(Files.isSymbolicLink(copy.resolveSibling("config/in.jar"))).isFalse();
	}

	@Test
	void directoryOfTheClassPathIsTheOriginal() throws IOException {
		Path config = Files.createDirectories(this.directory.resolve("etc/config"));
		new TestJar().mainClass("Main").classPath("./ ../etc/config/").write(this.jar);
		Path copy = started("-jar", this.jar.toString()).command(1).copy();
		Files.writeString(config.resolve("later"), "text");
		assertThat(copy.resolveSibling("../etc/config/later")).hasContent("text");
		assertThat(this.jar.resolveSibling("app.jar")).isRegularFile();
		assertThat(copy).isRegularFile();
	}

	@Test
	void classPathOfTheManifestWorksForJvm() throws Exception {
		Path library = new TestJar().classFile(JvmProbe.class).write(this.directory.resolve("lib/probe.jar"));
		new TestJar().mainClass(JvmProbe.class.getName()).classPath("../lib/probe.jar").write(this.jar);
		Path copy = started("-jar", this.jar.toString()).command(1).copy();
		Files.delete(library);
		Process process = new ProcessBuilder(Launches.JAVA, "-jar", copy.toString(), "halt").redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isEqualTo(7);
	}

	@Test
	void prepareTakesWhatNowLiesThere() throws IOException {
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		Path first = generations.command(1).copy();
		Path next = new TestJar().mainClass("Main").content("second").write(this.directory.resolve("next.jar"));
		byte[] content = Files.readAllBytes(next);
		Files.move(next, this.jar, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
		assertThat(generations.prepare(2)).succeedsWithin(Duration.ofSeconds(30));
		assertThat(generations.command(2).copy()).hasBinaryContent(content).hasFileName("app.jar");
		assertThat(generations.command(1).copy()).isEqualTo(first);
		assertThat(Files.readAllBytes(first)).isNotEqualTo(content);
	}

	@Test
	void prepareWhenJarIsTruncatedFailsWithTheReasonAndLeavesNothing() throws IOException {
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		TestJar.truncate(this.jar, 200_000);
		assertFails(generations.prepare(2), this.jar + " is not a complete jar: ");
		assertThat(generations.command(2).copy()).isNull();
		assertThat(this.folder).isDirectoryNotContaining("glob:**2*");
	}

	@Test
	void prepareWhenJarHasHoleFails() throws IOException {
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		TestJar.tearHole(this.jar);
		assertFails(generations.prepare(2), this.jar + " is not a complete jar: ");
	}

	@Test
	void prepareWhenLibraryIsTruncatedFails() throws IOException {
		Path library = new TestJar().write(this.directory.resolve("opt/lib/a.jar"));
		new TestJar().mainClass("Main").classPath("lib/a.jar").write(this.jar);
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		TestJar.truncate(library, 1000);
		assertFails(generations.prepare(2), library + " is not a complete jar: ");
	}

	@Test
	void prepareWhenJarIsGoneFails() throws IOException {
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		Files.delete(this.jar);
		assertFails(generations.prepare(2), this.jar + " is not there");
		assertThat(generations.command(1).copy()).isRegularFile();
	}

	@Test
	void prepareWhenJarChangesWhileItIsCopiedTriesOnceMore() throws IOException {
		int[] copies = new int[1];
		ArchiveGenerations generations = started(new FileCopier((source, target) -> {
			if (++copies[0] == 2) {
				touch(source, copies[0]);
			}
			return false;
		}), "-jar", this.jar.toString());
		assertThat(generations.prepare(2)).succeedsWithin(Duration.ofSeconds(30));
		assertThat(copies[0]).isEqualTo(3);
		assertThat(this.settled).isOne();
		assertThat(generations.command(2).copy()).hasSameBinaryContentAs(this.jar);
	}

	@Test
	void prepareWhenJarKeepsChangingFails() throws IOException {
		int[] copies = new int[1];
		ArchiveGenerations generations = started(new FileCopier((source, target) -> {
			if (++copies[0] > 1) {
				touch(source, copies[0]);
			}
			return false;
		}), "-jar", this.jar.toString());
		assertFails(generations.prepare(2), this.jar + " changes while it is copied");
	}

	@Test
	void startWhenItCannotCopyWarnsOnceAndRunsInPlace(CapturedOutput output) {
		this.folder = Path.of("/dev/full");
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		assertThat(generations.command(1).copy()).isNull();
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN")))
			.singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
			.contains("The workers run the jar itself", this.jar + " cannot be copied to /dev/full/");
	}

	@Test
	void commandWhenCopyWasRemovedRunsInPlace(CapturedOutput output) throws IOException {
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		Files.delete(generations.command(1).copy());
		assertThat(generations.command(1).copy()).isNull();
		assertThat(output).contains("was removed; a worker of generation 1 runs the jar itself");
	}

	@Test
	void retainDeletesCopiesThatNobodyNeedsButNotWhatTheyLinkTo() throws IOException {
		Path config = Files.createDirectories(this.directory.resolve("opt/config"));
		Path kept = Files.writeString(config.resolve("kept"), "");
		new TestJar().mainClass("Main").classPath("config/").write(this.jar);
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		Path first = generations.command(1).copy();
		assertThat(generations.prepare(2)).succeedsWithin(Duration.ofSeconds(30));
		generations.retain(Set.of(2));
		Awaitility.await().until(() -> this.folder.toFile().list().length == 1);
		assertThat(first).doesNotExist();
		assertThat(generations.command(2).copy()).isRegularFile();
		assertThat(kept).exists();
	}

	@Test
	void touchKeepsTheTimeOfTheLastChange() throws IOException {
		Files.setLastModifiedTime(this.jar, FileTime.from(Instant.EPOCH));
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		Path copy = generations.command(1).copy();
		Object before = Files.getAttribute(copy, "unix:ctime");
		Awaitility.await().until(() -> {
			generations.touch();
			return !Files.getAttribute(copy, "unix:ctime").equals(before);
		});
		assertThat(Files.getLastModifiedTime(copy)).isEqualTo(FileTime.from(Instant.EPOCH));
	}

	@Test
	void prepareWhenClosedFails() {
		ArchiveGenerations generations = started("-jar", this.jar.toString());
		generations.close();
		assertFails(generations.prepare(2), "The cluster stops");
	}

	private ArchiveGenerations started(String... arguments) {
		return started(new FileCopier(), arguments);
	}

	private ArchiveGenerations started(FileCopier copier, String... arguments) {
		List<String> command = new ArrayList<>(List.of("java"));
		command.addAll(Arrays.asList(arguments));
		ArchiveGenerations generations = new ArchiveGenerations(new PrimaryCommand(command, Map.of(), List.of()),
				copier, () -> this.settled++);
		this.opened.add(generations);
		generations.start(this.folder);
		return generations;
	}

	private static void touch(Path file, int seconds) {
		try {
			Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void assertFails(CompletableFuture<Void> future, String message) {
		assertThatException().isThrownBy(future::join)
			.isInstanceOf(CompletionException.class)
			.havingCause()
			.isInstanceOf(ClusterOperationException.class)
			.withMessageStartingWith(message);
	}

}
