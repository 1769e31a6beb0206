package io.clusterboot.actuate.all;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Levels}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class LevelsTests {

	@TempDir
	private Path directory;

	@Test
	void readWhenNoneWasEverSetIsEmpty() {
		assertThat(levels().read()).isEmpty();
	}

	@Test
	void readReturnsWhatAnotherWorkerRemembered() {
		levels().remember("com.example", "DEBUG");
		levels().remember("group of mine=", "WARN");
		levels().remember("com.example", null);
		assertThat(levels().read()).containsOnlyKeys("com.example", "group of mine=")
			.containsEntry("com.example", "")
			.containsEntry("group of mine=", "WARN");
	}

	@Test
	void aloneWhenManySetLevelsLosesNone() {
		Levels levels = levels();
		CompletableFuture
			.allOf(IntStream.range(0, 20).mapToObj((i) -> CompletableFuture.runAsync(() -> levels.alone(() -> {
				levels.remember("logger" + i, "INFO");
				return true;
			}), (task) -> new Thread(task).start())).toArray(CompletableFuture[]::new))
			.join();
		assertThat(levels.read()).hasSize(20);
	}

	@Test
	void aloneWhenTheActionFailsRunsItOnceAndLetsOthersIn() {
		Levels levels = levels();
		AtomicInteger runs = new AtomicInteger();
		assertThatIllegalStateException().isThrownBy(() -> levels.alone(() -> {
			runs.incrementAndGet();
			throw new IllegalStateException("no");
		}));
		assertThat(runs).hasValue(1);
		assertThat(levels.alone(() -> "next")).isEqualTo("next");
	}

	@Test
	void aloneWhenAnotherProcessHoldsTheLockGoesOnAfterAWhile() throws Exception {
		Process holder = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("java.class.path"), Holder.class.getName(),
				this.directory.resolve("levels.lock").toString())
			.redirectErrorStream(true)
			.start();
		try {
			assertThat(holder.getInputStream().read()).isEqualTo('!');
			long start = System.nanoTime();
			assertThat(levels().alone(() -> "set")).isEqualTo("set");
			assertThat(System.nanoTime() - start).isGreaterThan(2_000_000_000L);
		}
		finally {
			holder.destroyForcibly().waitFor();
		}
		assertThat(levels().alone(() -> "set")).isEqualTo("set");
	}

	@Test
	void readWhenCorruptIsEmptyAndSaysSo(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("levels"), "a=\\u12", StandardCharsets.ISO_8859_1);
		assertThat(levels().read()).isEmpty();
		assertThat(output).contains("Cannot read the levels of loggers that were set before");
		levels().remember("com.example", "DEBUG");
		assertThat(levels().read()).containsOnlyKeys("com.example");
	}

	@Test
	void rememberWhenTheDirectoryIsGoneSaysSoAndNoMore(CapturedOutput output) {
		Levels levels = new Levels(this.directory.resolve("gone"));
		List<String> done = new ArrayList<>();
		levels.alone(() -> {
			levels.remember("com.example", "DEBUG");
			return done.add("once");
		});
		assertThat(done).containsExactly("once");
		assertThat(output).contains("not together with other workers")
			.contains("Workers that start later will not know the level of com.example");
	}

	private Levels levels() {
		return new Levels(this.directory);
	}

	/**
	 * Another process that takes the lock and keeps it.
	 */
	public static final class Holder {

		public static void main(String[] args) throws Exception {
			try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE)) {
				channel.lock();
				System.out.print('!');
				System.out.flush();
				Thread.currentThread().join();
			}
		}

	}

}
