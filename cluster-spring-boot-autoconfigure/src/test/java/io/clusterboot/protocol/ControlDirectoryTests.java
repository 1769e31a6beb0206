package io.clusterboot.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ControlDirectory} and {@link DirectorySweeper}.
 */
class ControlDirectoryTests {

	@TempDir
	private Path temp;

	private Path base;

	private String prefix;

	@BeforeEach
	void findPrefix() throws IOException {
		this.base = Files.createDirectory(this.temp.resolve("base"));
		try (ControlDirectory directory = ControlDirectory.create(this.base)) {
			String name = String.valueOf(directory.path().getFileName());
			this.prefix = name.substring(0, name.indexOf("-" + ProcessHandle.current().pid()) + 1);
		}
	}

	@Test
	void createWhenPossibleIsPrivateAndGoneAfterClose() throws Exception {
		ControlDirectory directory = ControlDirectory.create(this.base);
		assertThat(directory.path()).hasParent(this.base).isDirectory();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
			.isEqualTo("rwx------");
		assertThat(directory.socket()).isEqualTo(directory.path().resolve("control.sock"));
		assertThat(directory.path().getFileName().toString())
			.matches("cluster-\\w+-" + ProcessHandle.current().pid() + "-[0-9a-f]{8}");
		Files.createDirectories(directory.path().resolve("further/files"));
		Files.createFile(directory.path().resolve("further/files/one"));
		directory.close();
		directory.close();
		assertThat(this.base).isEmptyDirectory();
	}

	@Test
	void createWhenStaleOneLiesThereRemovesIt() throws Exception {
		Path stale = stale("1-00000000");
		Files.createDirectories(stale.resolve("a/b"));
		Files.createFile(stale.resolve("a/b/c"));
		ControlDirectory.create(this.base).close();
		assertThat(stale).doesNotExist();
	}

	@Test
	void createWhenAnotherOneOfThisProcessIsOpenSparesItAndItsLock() throws Exception {
		try (ControlDirectory first = ControlDirectory.create(this.base)) {
			ControlDirectory.create(this.base).close();
			assertThat(first.path()).isDirectory();
			Process process = JavaProcess.builder(ControlDirectoryHolder.class, this.base.toString()).start();
			endAfter(process, () -> assertThat(firstLine(process)).isNotEqualTo(first.path()));
			assertThat(first.path()).isDirectory();
		}
	}

	@Test
	void createWhenAnotherProcessHoldsOneSparesItUntilThatIsKilled() throws Exception {
		Process process = JavaProcess.builder(ControlDirectoryHolder.class, this.base.toString()).start();
		Path[] held = new Path[1];
		endAfter(process, () -> {
			held[0] = firstLine(process);
			ControlDirectory.create(this.base).close();
			assertThat(held[0].resolve("lock")).exists();
		});
		assertThat(held[0]).isDirectory();
		ControlDirectory.create(this.base).close();
		assertThat(held[0]).doesNotExist();
	}

	@Test
	void createWhenStaleOneHasSymbolicLinkLeavesItsTarget() throws Exception {
		Path outside = Files.createDirectory(this.temp.resolve("outside"));
		Path file = Files.createFile(outside.resolve("precious"));
		Path stale = stale("1-00000001");
		Files.createSymbolicLink(stale.resolve("link-to-directory"), outside);
		Files.createSymbolicLink(stale.resolve("link-to-file"), file);
		ControlDirectory.create(this.base).close();
		assertThat(stale).doesNotExist();
		assertThat(file).exists();
	}

	@Test
	void createWhenSymbolicLinkHasTheNameOfAStaleOneDoesNotFollowIt() throws Exception {
		Path outside = Files.createDirectory(this.temp.resolve("outside"));
		Files.createFile(outside.resolve("lock"));
		Path link = Files.createSymbolicLink(this.base.resolve(this.prefix + "1-00000002"), outside);
		Path stale = Files.createDirectory(this.base.resolve(this.prefix + "1-00000003"));
		Path linkedLock = Files.createSymbolicLink(stale.resolve("lock"), outside.resolve("lock"));
		ControlDirectory.create(this.base).close();
		assertThat(outside.resolve("lock")).exists();
		assertThat(List.of(link, linkedLock)).allMatch(Files::isSymbolicLink);
	}

	@Test
	void createWhenDirectoryHasNoLockFileRemovesItOnlyIfEmpty() throws Exception {
		Path used = Files.createDirectory(this.base.resolve(this.prefix + "1-00000004"));
		Files.createFile(used.resolve("file"));
		Path empty = Files.createDirectory(this.base.resolve(this.prefix + "1-00000005"));
		ControlDirectory.create(this.base).close();
		assertThat(used.resolve("file")).exists();
		assertThat(empty).doesNotExist();
	}

	@Test
	void createWhenOneIsBeingCreatedSparesItForAnHour() throws Exception {
		Path fresh = stale("1-00000006", ".new-");
		Path old = stale("1-00000007", ".new-");
		Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
		ControlDirectory.create(this.base).close();
		assertThat(fresh).exists();
		assertThat(old).doesNotExist();
	}

	@Test
	void sweepWhenDirectoryIsOfAnotherUserLeavesIt() throws Exception {
		Path stale = stale("1-00000008");
		UserPrincipal somebodyElse = () -> "somebody-else";
		new DirectorySweeper(this.base, this.prefix, somebodyElse, Set.of()).sweep();
		assertThat(stale.resolve("lock")).exists();
	}

	@Test
	void deleteWhenFileIsOfAnotherUserLeavesIt() throws Exception {
		Path stale = stale("1-00000009");
		Path file = Files.createFile(stale.resolve("file"));
		UserPrincipal somebodyElse = () -> "somebody-else";
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> DirectorySweeper.delete(stale, somebodyElse));
		assertThat(file).exists();
	}

	@Test
	void createWhenPathIsTooLongForASocketTakesTheFallback() throws Exception {
		Path deep = Files.createDirectories(this.base.resolve("x".repeat(80)));
		try (ControlDirectory directory = ControlDirectory.create(deep, this.base)) {
			assertThat(directory.path()).hasParent(this.base);
			assertThat(deep).isEmptyDirectory();
		}
	}

	@Test
	void createWhenFallbackDoesNotServeEitherThrows() throws Exception {
		Path deep = Files.createDirectories(this.base.resolve("x".repeat(80)));
		assertThatExceptionOfType(ControlDirectoryException.class)
			.isThrownBy(() -> ControlDirectory.create(deep, this.base.resolve("missing")))
			.withMessageContaining("not be shorter than 104 bytes")
			.withMessageContaining("java.io.tmpdir")
			.satisfies((ex) -> assertThat(ex.getDirectory()).isEqualTo(deep));
	}

	@Test
	void createWhenBaseDoesNotExistThrows() {
		Path missing = this.base.resolve("missing");
		assertThatExceptionOfType(ControlDirectoryException.class).isThrownBy(() -> ControlDirectory.create(missing))
			.withMessageContaining(missing.toString())
			.withMessageContaining("java.io.tmpdir");
	}

	@Test
	void closeWhenDirectoryIsGoneAlreadyThrowsNothing() throws Exception {
		ControlDirectory directory = ControlDirectory.create(this.base);
		Files.delete(directory.path().resolve("lock"));
		Files.delete(directory.path());
		directory.close();
		try (Stream<Path> left = Files.list(this.base)) {
			assertThat(left).isEmpty();
		}
	}

	private Path stale(String name) throws IOException {
		return stale(name, "");
	}

	private Path stale(String name, String before) throws IOException {
		Path stale = Files.createDirectory(this.base.resolve(before + this.prefix + name));
		Files.createFile(stale.resolve("lock"));
		return stale;
	}

	private static Path firstLine(Process process) throws IOException {
		BufferedReader output = process.inputReader();
		return Path.of(output.readLine());
	}

	private static void endAfter(Process process, Check check) throws Exception {
		try {
			check.run();
		}
		finally {
			process.destroyForcibly().waitFor();
			assertThat(process.isAlive()).isFalse();
		}
	}

	/**
	 * Checks something while a process runs.
	 */
	@FunctionalInterface
	private interface Check {

		void run() throws Exception;

	}

}
