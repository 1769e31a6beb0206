package io.clusterboot.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.ClusterSettings;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.cache.CacheSettings;
import io.clusterboot.cache.CachedGenerations;
import io.clusterboot.process.ArchiveGenerations;
import io.clusterboot.process.ForkSpec;
import io.clusterboot.process.PrimaryCommand;
import io.clusterboot.protocol.ControlChannelException;
import io.clusterboot.protocol.ControlClient;
import io.clusterboot.protocol.ControlDirectory;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;
import io.clusterboot.supervisor.ForkRequest;
import io.clusterboot.supervisor.RecycleSettings;
import io.clusterboot.supervisor.SupervisorSettings;
import io.clusterboot.supervisor.WorkerLauncher;
import io.clusterboot.supervisor.WorkerProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for what {@link WorkerForks} leaves of a worker.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerForksTests {

	private static final WorkerIdentity WORKER = new WorkerIdentity(5, 0, 1);

	private static final ForkRequest REQUEST = new ForkRequest(WORKER, 1, Map.of());

	private static final HeapPlan HEAP = new HeapPlan(24L << 30, OptionalLong.of(900L << 20), OptionalLong.empty(),
			false);

	@TempDir
	private Path base;

	private ControlDirectory directory;

	private static final CacheSettings NO_CACHE = new CacheSettings(false, null, List.of());

	private ControlServer server;

	private ClusterSettings current;

	private WorkerForks forks;

	@BeforeEach
	void open() throws Exception {
		this.directory = ControlDirectory.create(this.base);
		this.server = new ControlServer(this.directory.socket(), new Deaf());
		Path arguments = Files.writeString(this.base.resolve("arguments"),
				"-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=1 Main");
		PrimaryCommand command = new PrimaryCommand(List.of("java", "@" + arguments), Map.of(), List.of());
		Duration second = Duration.ofSeconds(1);
		SupervisorSettings supervision = new SupervisorSettings(1, true, 1, second, second, second, true, 1, second,
				second, second, second, true, second, second, second, second, second, RecycleSettings.NEVER);
		PrimarySettings settings = new PrimarySettings(new WorkerCount(1, null), supervision, command, List.of(),
				List.of(), Map.of(), (worker) -> List.of(), 1, PortSharing.Wanted.STEERED, false, HEAP,
				ProcessorPlan.of("inherit", 2, false, OptionalInt.empty(), new CollectorPlan(true, false),
						new CompilerPlan(false, false)),
				NO_CACHE, new DividedProperties(Map.of("pool.size", 9L)), Map.of());
		this.current = settings.forks();
		this.forks = new WorkerForks(settings, () -> this.current, "server.port=1", this.directory, this.server,
				new CachedGenerations(new ArchiveGenerations(command), NO_CACHE), SocketLending.NONE);
	}

	@AfterEach
	void close() {
		this.server.close();
		this.directory.close();
	}

	@Test
	void launchWhenItFailsVoidsTheTokenAndDeletesTheFiles() throws Exception {
		AtomicReference<String> token = new AtomicReference<>();
		WorkerLauncher launcher = (request, onExit) -> {
			token.set(fork(request.identity()));
			// As when the process was forked and no thread is left to wait for it.
			throw new OutOfMemoryError("unable to create native thread");
		};
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> this.forks.revoking(launcher).launch(REQUEST, (exit) -> {
			}));
		assertRejected(token.get());
		assertThat(this.directory.path()).isDirectoryNotContaining("glob:**/worker-*");
	}

	@Test
	void exitVoidsTheTokenAndDeletesTheFilesOfThisWorkerOnly() throws Exception {
		AtomicReference<String> token = new AtomicReference<>();
		AtomicReference<Consumer<WorkerExit>> exits = new AtomicReference<>();
		WorkerLauncher launcher = (request, onExit) -> {
			token.set(fork(request.identity()));
			exits.set(onExit);
			return mock(WorkerProcess.class);
		};
		AtomicReference<WorkerExit> told = new AtomicReference<>();
		this.forks.revoking(launcher).launch(REQUEST, told::set);
		fork(new WorkerIdentity(51, 1, 1));
		assertThat(this.directory.path()).isDirectoryContaining("glob:**/worker-5-*");
		WorkerExit exit = new WorkerExit(1, null, "exited", Instant.EPOCH);
		exits.get().accept(exit);
		assertThat(told.get()).isSameAs(exit);
		assertRejected(token.get());
		assertThat(this.directory.path()).isDirectoryNotContaining("glob:**/worker-5-*")
			.isDirectoryContaining("glob:**/worker-51-*");
	}

	@Test
	void forkWhenNothingWasSetUpHasWhatThePrimaryHas() throws Exception {
		ForkSpec spec = this.forks.fork(REQUEST);
		assertThat(spec.command()).last().asString().startsWith("@");
		assertThat(spec.directory()).isNull();
		assertThat(spec.silent()).isFalse();
	}

	@Test
	void forkWhenArgumentsWereSetUpEndsWithThem() throws Exception {
		this.current = this.current.withArguments(List.of("--name=new", "two words"));
		assertThat(this.forks.fork(REQUEST).command()).endsWith("--name=new", "two words");
		this.current = this.current.withArguments(List.of("--name=newer"));
		assertThat(this.forks.fork(REQUEST).command()).endsWith("--name=newer").doesNotContain("two words");
	}

	@Test
	void forkWhenSettingsWereSetUpHasThem() throws Exception {
		this.current = this.current.withEnvironment(Map.of("COLOUR", "red", "SHARD", "{ordinal}"))
			.withJvmArgs(List.of("-Dordinal={ordinal}"))
			.withDirectory(this.base)
			.withSilent(true);
		ForkSpec spec = this.forks.fork(new ForkRequest(WORKER, 1, Map.of("SHARD", "7")));
		assertThat(spec.environment()).containsEntry("COLOUR", "red").containsEntry("SHARD", "7");
		assertThat(Files.readString(Path.of(spec.command().get(spec.command().size() - 1).substring(1))))
			.contains("-Dordinal=0");
		assertThat(spec.directory()).isEqualTo(this.base);
		assertThat(spec.silent()).isTrue();
	}

	@Test
	void forkWhenItsOwnEnvironmentNamesTheTokenKeepsTheToken() throws Exception {
		assertThat(this.forks.fork(new ForkRequest(WORKER, 1, Map.of(WorkerSettings.TOKEN, "forged"))).environment())
			.containsKey(WorkerSettings.TOKEN)
			.doesNotContainValue("forged");
	}

	@Test
	void forkWhenNumberOfWorkersChangesTellsTheirParts(CapturedOutput output) throws Exception {
		this.forks.fork(new ForkRequest(WORKER, 2, Map.of()));
		this.forks.fork(new ForkRequest(new WorkerIdentity(6, 1, 1), 2, Map.of()));
		assertThat(output).containsOnlyOnce("Each of 2 workers gets 4 of pool.size=9, which is 8 in all");
		ForkSpec third = this.forks.fork(new ForkRequest(new WorkerIdentity(7, 2, 1), 3, Map.of()));
		assertThat(output).containsOnlyOnce("Each of 3 workers gets 3 of pool.size=9, which is 9 in all");
		assertThat(third.command()).contains("-Dcluster.worker.count=3", "-Xmx225m");
		assertThat(output).containsOnlyOnce("Each worker gets 300 MiB of heap (900 MiB divided by 3")
			.containsOnlyOnce("Each worker gets 225 MiB of heap (900 MiB divided by 4");
	}

	private String fork(WorkerIdentity worker) throws IOException {
		return this.forks.fork(new ForkRequest(worker, 1, Map.of())).environment().get(WorkerSettings.TOKEN);
	}

	private void assertRejected(String token) {
		assertThatExceptionOfType(ControlChannelException.class)
			.isThrownBy(
					() -> ControlClient.connect(this.directory.socket(), token, 1, mock(ControlClient.Listener.class)))
			.withMessageContaining("rejected");
	}

	private static final class Deaf implements ControlServer.Handler {

		@Override
		public void online(WorkerIdentity identity, long pid) {
		}

		@Override
		public void message(WorkerIdentity identity, Message.FromWorker message) {
		}

		@Override
		public void disconnected(WorkerIdentity identity) {
		}

	}

}
