package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clusterboot.process.Folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link CacheHome}.
 */
class CacheHomeTests {

	private static final Path MEMORY = Path.of("/dev/shm");

	private static final String NAME = "cluster-spring-boot";

	@TempDir
	private Path directory;

	private Path user;

	private Path temporary;

	private final Map<String, String> environment = new HashMap<>();

	@BeforeEach
	void create() throws IOException {
		this.directory = this.directory.toRealPath();
		assumeThat(Files.getFileStore(this.directory).type()).isNotEqualTo("tmpfs");
		this.user = Files.createDirectory(this.directory.resolve("user"));
		this.temporary = Files.createDirectory(this.directory.resolve("tmp"));
	}

	@Test
	void openPrefersWhatTheServiceManagerGives() throws IOException {
		this.environment.put("CACHE_DIRECTORY", this.directory + "/service:" + this.directory + "/second");
		this.environment.put("XDG_CACHE_HOME", this.directory + "/xdg");
		assertThat(open(null)).isEqualTo(this.directory.resolve("service").resolve(NAME));
		assertThat(this.directory).isDirectoryNotContaining("glob:**/{xdg,second}");
	}

	@Test
	void openWhenThereIsNoServiceIsWhatTheSessionGives() throws IOException {
		this.environment.put("XDG_CACHE_HOME", this.directory + "/xdg");
		assertThat(open(null)).isEqualTo(this.directory.resolve("xdg").resolve(NAME));
		assertThat(this.user).isEmptyDirectory();
	}

	@Test
	void openWhenNothingIsSaidIsInTheHomeOfTheUser() throws IOException {
		Path home = open(null);
		assertThat(home).isEqualTo(this.user.resolve(".cache").resolve(NAME)).isEmptyDirectory();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home))).isEqualTo("rwx------");
		assertThat(open(null)).isEqualTo(home);
	}

	@ParameterizedTest
	@ValueSource(strings = { "CACHE_DIRECTORY", "XDG_CACHE_HOME" })
	void openWhenVariableIsRelativeIgnoresIt(String variable) throws IOException {
		this.environment.put(variable, "cache");
		assertThat(open(null)).startsWith(this.user);
		assertThat(Path.of("cache")).doesNotExist();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?", "user", "{}/missing" })
	void openWhenUserHasNoHomeIsInTheFolderForTemporaryFiles(String home) throws IOException {
		this.user = Path.of(home.replace("{}", this.directory.toString()));
		assertThat(open(null)).isEqualTo(this.temporary.resolve(NAME + "-" + System.getProperty("user.name")));
	}

	@Test
	void openWhenOthersCanWriteThereTakesTheNext() throws IOException {
		Path cache = Files.createDirectories(this.user.resolve(".cache").resolve(NAME));
		chmod(cache, "rwxrwx---");
		assertThat(open(null)).startsWith(this.temporary);
		chmod(cache, "rwx----w-");
		assertThat(open(null)).startsWith(this.temporary);
		chmod(cache, "rwxr-xr-x");
		assertThat(open(null)).isEqualTo(cache);
	}

	@Test
	void openWhenNothingCanBeUsedSaysWhyOfEach() throws IOException {
		Path cache = Files.writeString(this.user.resolve(".cache"), "");
		chmod(this.temporary, "rwxrwxrwx");
		assertThatIOException().isThrownBy(() -> open(null))
			.withMessageStartingWith(cache.resolve(NAME) + " cannot be used (")
			.withMessageContaining("), " + this.temporary.resolve(NAME))
			.withMessageEndingWith(" cannot be used (others can write in " + this.temporary + ")");
	}

	@Test
	void openWhenUserWantsAFolderTakesNoOther() throws IOException {
		Path wanted = this.directory.resolve("a/b");
		assertThat(open(wanted)).isEqualTo(wanted);
		chmod(wanted, "rwxrwx---");
		assertThatIOException().isThrownBy(() -> open(wanted))
			.withMessage(wanted + " cannot be used (others can write there)");
		assertThat(wanted).isEmptyDirectory();
	}

	@Test
	void openWhenOthersCanReplaceTheFolderFails() throws IOException {
		Path parent = Files.createDirectory(this.directory.resolve("open"));
		Path wanted = parent.resolve("a/b");
		chmod(parent, "rwxrwxrwx");
		assertThatIOException().isThrownBy(() -> open(wanted))
			.withMessage(wanted + " cannot be used (others can write in " + parent + ")");
		Files.setAttribute(parent, "unix:mode", 01777);
		assertThat(open(wanted)).isEqualTo(wanted);
	}

	@Test
	void openWhenFolderIsLinkReturnsWhereItLeads() throws IOException {
		Path target = Files.createDirectory(this.directory.resolve("target"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), target);
		assertThat(open(link)).isEqualTo(target);
	}

	@Test
	@EnabledIf("isRoot")
	void openWhenFolderIsSomebodyElsesFails() throws IOException {
		Path wanted = Files.createDirectory(this.directory.resolve("other"));
		Files.setAttribute(wanted, "unix:uid", 65534);
		assertThatIOException().isThrownBy(() -> open(wanted)).withMessageContaining("(it belongs to ");
		assertThat(wanted).isEmptyDirectory();
	}

	@Test
	@EnabledIf("isRoot")
	void openWhenLinkIsSomebodyElsesFails() throws IOException {
		Path target = Files.createDirectory(this.directory.resolve("target"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), target);
		Files.setAttribute(link, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
		assertThatIOException().isThrownBy(() -> open(link)).withMessageContaining("(it is a link of somebody else's)");
		assertThat(target).isEmptyDirectory();
	}

	@Test
	void openWhenPathHasColonFails() {
		assertThatIOException().isThrownBy(() -> open(this.directory.resolve("a:b")))
			.withMessageContaining("(its path has a colon)");
	}

	@Test
	void openWhenFolderIsReadOnlyFails() {
		assertThatIOException().isThrownBy(() -> open(Path.of("/proc/cluster")))
			.withMessageStartingWith("/proc/cluster cannot be used (");
		assertThatIOException().isThrownBy(() -> open(Path.of("/sys/kernel")))
			.withMessageStartingWith("/sys/kernel cannot be used (");
	}

	@Test
	void openWhenFolderIsInMemoryTakesItOnlyIfUserWantsIt() throws IOException {
		assumeThat(MEMORY).isDirectory().isWritable();
		assumeThat(Files.getFileStore(MEMORY).type()).isEqualTo("tmpfs");
		Path memory = Files.createTempDirectory(MEMORY, "cache");
		try {
			assertThat(open(memory)).isEqualTo(memory);
			this.environment.put("CACHE_DIRECTORY", memory.toString());
			assertThat(open(null)).startsWith(this.user);
			this.user = Path.of("none");
			this.temporary = memory;
			assertThatIOException().isThrownBy(() -> open(null)).withMessageEndingWith("(it lies in memory)");
		}
		finally {
			Folders.delete(memory);
		}
	}

	@Test
	void currentKnowsThisProcess() {
		CacheHome current = CacheHome.current();
		assertThat(current.environment()).isEqualTo(System.getenv());
		assertThat(current.user()).hasToString(System.getProperty("user.home"));
		assertThat(current.temporary()).hasToString(System.getProperty("java.io.tmpdir"));
	}

	static boolean isRoot() {
		return System.getProperty("user.name").equals("root");
	}

	private Path open(Path wanted) throws IOException {
		return new CacheHome(this.environment, this.user, this.temporary).open(wanted);
	}

	private static void chmod(Path path, String permissions) throws IOException {
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
	}

}
