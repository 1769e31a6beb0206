package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.process.ArchiveGenerations;
import io.clusterboot.process.Folders;
import io.clusterboot.process.PortProbe;
import io.clusterboot.process.PrimaryCommand;
import io.clusterboot.process.WorkerCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CachedGenerations}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CachedGenerationsTests {

	private static final String FALLBACK = "Workers run the jar itself and share no archive of classes: ";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final WorkerIdentity FIRST = new WorkerIdentity(1, 0, 1);

	private static final WorkerIdentity SECOND = new WorkerIdentity(2, 1, 1);

	private static final WorkerIdentity RELOADED = new WorkerIdentity(3, 0, 2);

	@TempDir
	private Path directory;

	private Path folder;

	private Path home;

	private Path jar;

	private final FakeTools tools = new FakeTools();

	private int processors = 2;

	private List<String> options = List.of("-Xmx1g");

	private ManualScheduler scheduler = new ManualScheduler();

	private final List<CachedGenerations> opened = new ArrayList<>();

	@BeforeEach
	void write() throws IOException {
		this.directory = this.directory.toRealPath();
		this.folder = Files.createDirectory(this.directory.resolve("folder"));
		this.home = this.directory.resolve("home");
		this.jar = new BootJar().write(this.directory.resolve("app.jar"));
	}

	@AfterEach
	void close() {
		this.opened.forEach(CachedGenerations::close);
	}

	@Test
	void firstWorkerRunsTheUnpackedJarAndListsItsClasses() throws IOException {
		CachedGenerations generations = started();
		CachedCommand first = generations.command(FIRST);
		assertThat(jar(first)).isEqualTo(entry().resolve("layout/app.jar"));
		assertThat(first.options()).containsExactly("-XX:DumpLoadedClassList=" + this.folder.resolve("classes-1"),
				"-Dcluster.worker.classes-ahead=true");
		CachedCommand second = generations.command(SECOND);
		assertThat(jar(second)).isEqualTo(jar(first));
		assertThat(second.options()).isEmpty();
	}

	@Test
	void firstWorkerLoadsNoClassesAheadOnTheOnlyProcessor() throws IOException {
		this.processors = 1;
		assertThat(started().command(FIRST).options()).singleElement().asString().startsWith("-XX:Dump");
	}

	@Test
	void firstWorkerLoadsNoClassesAheadOfAnAgent() throws IOException {
		this.options = List.of("-Xmx1g", "-javaagent:apm.jar");
		assertThat(started().command(FIRST).options()).singleElement().asString().startsWith("-XX:Dump");
	}

	@Test
	void startDoesNotWaitForTheJarToBeUnpacked() throws IOException {
		CountDownLatch unpacks = new CountDownLatch(1);
		this.tools.before = unpacks::await;
		CachedGenerations generations = generations(true, "-jar", this.jar.toString());
		generations.start(this.folder);
		CompletableFuture<Void> prepared = generations.prepare(1);
		assertThat(prepared).isNotDone();
		unpacks.countDown();
		assertThat(prepared).succeedsWithin(PATIENCE);
		assertThat(jar(generations.command(FIRST))).isEqualTo(entry().resolve("layout/app.jar"));
	}

	@Test
	void closeWhileTheJarIsUnpackedEndsThat() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		this.tools.before = () -> {
			begun.countDown();
			new CountDownLatch(1).await();
		};
		CachedGenerations generations = generations(true, "-jar", this.jar.toString());
		generations.start(this.folder);
		assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		generations.close();
		assertThat(generations.prepare(1)).succeedsWithin(PATIENCE);
		assertThat(jar(generations.command(FIRST))).startsWith(this.folder);
	}

	@Test
	void workersThatFollowUseTheArchive() throws IOException {
		CachedGenerations generations = started();
		train(generations, FIRST);
		assertThat(generations.command(SECOND).options())
			.contains("-XX:SharedArchiveFile=" + entry().resolve("archive").resolve(ArchiveOptions.FILE));
		generations.close();
		assertThat(started().command(FIRST).options()).isEqualTo(generations.command(SECOND).options());
		assertThat(this.tools.extracted).hasSize(1);
	}

	@Test
	void startWhenItIsSwitchedOffSaysAndDoesNothing(CapturedOutput output) throws IOException {
		CachedGenerations generations = started(false, this.jar);
		assertThat(jar(generations.command(FIRST))).startsWith(this.folder);
		assertThat(generations.command(FIRST).options()).isEmpty();
		assertThat(this.home).doesNotExist();
		assertThat(output).doesNotContain(FALLBACK);
	}

	@Test
	void startWhenThereIsNoJarSaysAndDoesNothing(CapturedOutput output) {
		CachedGenerations generations = generations(true, "-cp", this.jar.toString(), "Main");
		generations.start(this.folder);
		assertThat(generations.command(FIRST).options()).isEmpty();
		assertThat(this.home).doesNotExist();
		assertThat(output).doesNotContain(FALLBACK);
	}

	@Test
	void startWhenThereIsNoFolderSaysWhyAndRunsTheCopy(CapturedOutput output) throws IOException {
		Files.createDirectory(this.home);
		Files.setPosixFilePermissions(this.home, PosixFilePermissions.fromString("rwxrwxrwx"));
		CachedGenerations generations = started();
		assertThat(jar(generations.command(FIRST))).startsWith(this.folder);
		assertThat(generations.command(FIRST).options()).isEmpty();
		assertThat(output).containsOnlyOnce(
				FALLBACK + this.home + " cannot be used (others can write there)" + System.lineSeparator());
	}

	@Test
	void startWhenJarCannotBeUnpackedSaysWhyAndRunsTheCopy(CapturedOutput output) throws IOException {
		this.tools.failure = "exit code 1: Error: no";
		CachedGenerations generations = started();
		assertThat(jar(generations.command(FIRST))).startsWith(this.folder);
		assertThat(output).containsOnlyOnce(FALLBACK + "exit code 1: Error: no");
	}

	@Test
	void commandWhenLayoutIsGoneRunsTheCopy() throws IOException {
		CachedGenerations generations = started();
		Folders.delete(entry().resolve("layout"));
		assertThat(jar(generations.command(FIRST))).startsWith(this.folder);
	}

	@Test
	void exitedWhenWorkerFailsBecauseOfDamageHasTheNextRunTheCopy(CapturedOutput output) throws IOException {
		CachedGenerations generations = started();
		generations.command(FIRST);
		Files.writeString(entry().resolve("layout/lib/library.jar"), "damaged");
		generations.exited(FIRST, exit(1));
		assertThat(jar(generations.command(SECOND))).startsWith(this.folder);
		assertThat(output).containsOnlyOnce("Removed " + entry().resolve("layout") + ", which was damaged");
	}

	@Test
	void exitedWhenWorkerWasReadyLooksAtNothing() throws IOException {
		CachedGenerations generations = started();
		generations.command(FIRST);
		generations.ready(FIRST);
		Files.writeString(entry().resolve("layout/lib/library.jar"), "damaged");
		generations.exited(FIRST, exit(1));
		assertThat(jar(generations.command(SECOND))).startsWith(this.home);
	}

	@Test
	void exitedWhenJvmCrashesWithTheArchiveHasTheNextDoWithout() throws IOException {
		train(started(), FIRST);
		close();
		CachedGenerations generations = started();
		generations.command(FIRST);
		generations.exited(FIRST, exit(134));
		CachedCommand next = generations.command(SECOND);
		assertThat(next.options()).isEmpty();
		assertThat(jar(next)).isEqualTo(entry().resolve("layout/app.jar"));
	}

	@Test
	void notForkedHasTheNextWorkerListClasses() throws IOException {
		CachedGenerations generations = started();
		generations.command(FIRST);
		generations.notForked(FIRST);
		assertThat(generations.command(SECOND).options()).first().asString().startsWith("-XX:DumpLoadedClassList=");
	}

	@Test
	void prepareTakesTheNewJarBeforeItCompletes() throws IOException {
		CachedGenerations generations = started();
		Path first = jar(generations.command(FIRST));
		new BootJar().entry("new", "new").write(this.jar);
		assertThat(generations.prepare(2)).succeedsWithin(PATIENCE);
		assertThat(this.tools.extracted).hasSize(2);
		CachedCommand reloaded = generations.command(RELOADED);
		assertThat(jar(reloaded)).startsWith(this.home).isNotEqualTo(first).hasSameBinaryContentAs(this.jar);
		assertThat(reloaded.options()).containsExactly("-XX:DumpLoadedClassList=" + this.folder.resolve("classes-3"));
		assertThat(jar(generations.command(SECOND))).isEqualTo(first);
	}

	@Test
	void prepareWhenJarIsTheSameUsesWhatIsThere() throws IOException {
		CachedGenerations generations = started();
		train(generations, FIRST);
		assertThat(generations.prepare(2)).succeedsWithin(PATIENCE);
		assertThat(generations.command(RELOADED).options()).isEqualTo(generations.command(SECOND).options());
		assertThat(this.tools.extracted).hasSize(1);
	}

	@Test
	void retainLetsGoOfJarsThatNobodyRuns() throws IOException {
		CachedGenerations generations = started();
		Path old = entry().resolve("used");
		new BootJar().entry("new", "new").write(this.jar);
		assertThat(generations.prepare(2)).succeedsWithin(PATIENCE);
		generations.retain(Set.of(1, 2));
		assertThat(generations.prepare(3)).succeedsWithin(PATIENCE);
		assertThat(OtherProcess.isLocked(old)).isTrue();
		generations.retain(Set.of(2));
		Awaitility.await().until(() -> !OtherProcess.isLocked(old));
		Path kept = jar(generations.command(RELOADED));
		assertThat(OtherProcess.isLocked(kept.resolveSibling("../used"))).isTrue();
	}

	@Test
	void cacheIsTouchedAndStaysLocked() throws IOException {
		started();
		this.scheduler.runRepeated();
		assertThat(OtherProcess.isLocked(entry().resolve("used"))).isTrue();
	}

	@Test
	void closeGivesUpTheLocks() throws IOException {
		started().close();
		assertThat(OtherProcess.isLocked(entry().resolve("used"))).isFalse();
		assertThat(this.scheduler.isShutdown()).isTrue();
	}

	private void train(CachedGenerations generations, WorkerIdentity worker) throws IOException {
		generations.command(worker);
		Files.writeString(this.folder.resolve("classes-" + worker.id()), "Main id: 0\n");
		generations.ready(worker);
		this.scheduler.run();
		assertThat(this.tools.dumped).isNotEmpty();
	}

	private CachedGenerations started() {
		return started(true, this.jar);
	}

	private CachedGenerations started(boolean enabled, Path jar) {
		CachedGenerations generations = generations(enabled, "-jar", jar.toString());
		generations.start(this.folder);
		assertThat(generations.prepare(1)).succeedsWithin(PATIENCE);
		return generations;
	}

	private CachedGenerations generations(boolean enabled, String... arguments) {
		List<String> command = new ArrayList<>(List.of("java"));
		command.addAll(List.of(arguments));
		this.scheduler = new ManualScheduler();
		ArchiveGenerations copies = new ArchiveGenerations(new PrimaryCommand(command, Map.of(), List.of()));
		CachedGenerations generations = new CachedGenerations(copies,
				new CacheSettings(enabled, this.home, this.options), this.tools, this.scheduler, this.processors);
		this.opened.add(generations);
		return generations;
	}

	private Path jar(CachedCommand command) throws IOException {
		List<String> arguments = WorkerCommand
			.of(command.command(), FIRST, List.of(), List.of(), Map.of(), null, this.folder, PortProbe.binding())
			.arguments();
		return Path.of(arguments.get(arguments.indexOf("-jar") + 1));
	}

	private Path entry() throws IOException {
		List<Path> entries = Folders.list(this.home);
		assertThat(entries).hasSize(1);
		return entries.get(0);
	}

	private static WorkerExit exit(int code) {
		return new WorkerExit(code, null, "exited", Instant.EPOCH);
	}

}
