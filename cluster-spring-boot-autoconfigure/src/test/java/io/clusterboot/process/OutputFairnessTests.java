package io.clusterboot.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.clusterboot.process.Launches.Launch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutputRelay} with several processes that print at the same time.
 */
@EnabledOnOs(OS.LINUX)
class OutputFairnessTests {

	private static final long NOISE = 300_000_000;

	@Test
	void relayWhenProcessesPrintAtOnceKeepsLinesWhole() throws Exception {
		ByteArrayOutputStream destination = new ByteArrayOutputStream();
		try (Launches launches = new Launches(destination)) {
			List<Launch> started = List.of(launches.shell(noisyScript('a', 'b')),
					launches.shell(noisyScript('c', 'd')));
			started.forEach(Launch::awaitExit);
		}
		List<String> lines = destination.toString(StandardCharsets.UTF_8).lines().toList();
		assertThat(lines).hasSize(4 * 300)
			.allMatch((line) -> line.matches("\\[worker 0] (a{9000}|b{9000})|\\[worker 1] (c{9000}|d{9000})"));
		assertThat(lines.stream().map((line) -> line.charAt(11)).distinct()).hasSize(4);
	}

	@Test
	void relayWhenOneProcessFloodsLetsTheOtherThroughInBoundedMemory() throws Exception {
		FloodGauge gauge = new FloodGauge();
		try (Launches launches = new Launches(gauge)) {
			long before = usedHeap();
			Launch noisy = launches.start("yes", "0123456789".repeat(10));
			Awaitility.await().until(() -> gauge.bytes() > NOISE / 10);
			launches.shell("echo quiet").awaitExit();
			assertThat(gauge.quietAt()).isPositive();
			assertThat(noisy.exited()).isFalse();
			Awaitility.await().until(() -> gauge.bytes() > NOISE);
			assertThat(usedHeap() - before).isLessThan(8 * 1024 * 1024);
			noisy.process().kill();
			assertThat(noisy.awaitExit().signal()).isEqualTo("SIGKILL");
		}
	}

	private static String noisyScript(char out, char err) {
		return "o=$(printf '%09000d' 0 | tr 0 " + out + "); e=$(printf '%09000d' 0 | tr 0 " + err
				+ "); i=0; while [ $i -lt 300 ]; do echo $o; echo $e >&2; i=$((i + 1)); done";
	}

	private static long usedHeap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	/**
	 * Counts the flood, and notes when the quiet line came.
	 */
	private static final class FloodGauge extends OutputStream {

		private static final byte[] QUIET = "[worker 1] quiet\n".getBytes(StandardCharsets.US_ASCII);

		private long bytes;

		private long quietAt;

		@Override
		public void write(int b) {
			throw new IllegalStateException("One byte");
		}

		@Override
		public synchronized void write(byte[] b, int off, int len) {
			this.bytes += len;
			if (len == QUIET.length && b[off + 8] == '1') {
				this.quietAt = this.bytes;
			}
		}

		synchronized long bytes() {
			return this.bytes;
		}

		synchronized long quietAt() {
			return this.quietAt;
		}

	}

}
