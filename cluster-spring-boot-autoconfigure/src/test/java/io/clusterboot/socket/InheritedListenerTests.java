package io.clusterboot.socket;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InheritedListener}, and for {@link ListenerPool} as the one it
 * inherits from: each in JVMs of their own.
 */
@EnabledOnOs(OS.LINUX)
class InheritedListenerTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "false", "true" })
	void openAdoptsSocketAndQueueOutlivesWorker(String ipv4Only) throws Exception {
		String option = "-Djava.net.preferIPv4Stack=" + ipv4Only;
		List<String> output = run(primary("open", option));
		assertThat(output).containsSubsequence("input was /dev/null", "input is /dev/null");
		assertServed(output);
	}

	@Test
	void startWhenPrimaryHasNoInputGivesItTheNullDevice() throws Exception {
		List<String> output = run(primary("closed", "-Dx=y"));
		assertServed(output);
	}

	@Test
	void openWhenPrimaryWasStartedWithoutInputThrows() throws Exception {
		List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$0\" \"$@\" <&-"));
		command.addAll(primary("open", "-Dx=y"));
		assertThat(String.join("\n", run(command)))
			.contains("SteeringUnavailableException: standard input is closed or a file");
	}

	@Test
	void openWhenThereIsNoSocketThrows() throws Exception {
		assertThat(run(SocketJvm.join(SocketJvm.command(WorkerProbe.class), "8080")).get(0))
			.contains("IOException: Descriptor 0 is no socket of the primary to listen on");
	}

	@Test
	void openWhenNativeCodeCannotBeLoadedThrows() throws Exception {
		assertUnavailable(SocketJvm.command(PrimaryProbe.class, "-Djna.nosys=true", "-Djna.tmpdir=/proc/self/none",
				"-Djava.io.tmpdir=/proc/self/none"), "native calls are not possible: ");
	}

	@Test
	void openWhenJnaIsAbsentThrows() throws Exception {
		assertUnavailable(SocketJvm.command(PrimaryProbe.class, List.of(LogFactory.class, NullMarked.class), "-Dx=y"),
				"native calls are not possible: java.lang.NoClassDefFoundError");
	}

	private void assertUnavailable(List<String> command, String reason) throws Exception {
		assertThat(String.join("\n", run(SocketJvm.join(command, "open"))))
			.contains("SteeringUnavailableException: " + reason);
	}

	private void assertServed(List<String> output) {
		assertThat(output).contains("first answers true", "refused true")
			.doesNotContain("first answers false", "second answers false");
		assertThat(output).filteredOn("second answers true"::equals).hasSize(5);
		assertThat(output).filteredOn((line) -> line.startsWith("worker: "))
			.startsWith("worker: adopted PORT", "worker: input is /dev/null", "worker: read -1",
					"worker: sockets of a child: 0", "worker: open after release true", "worker: accepting")
			.hasSize(12);
	}

	private List<String> primary(String mode, String option) {
		List<String> command = SocketJvm.join(SocketJvm.command(PrimaryProbe.class, option), mode);
		command.addAll(SocketJvm.command(WorkerProbe.class, option));
		return command;
	}

	private List<String> run(List<String> command) throws Exception {
		return SocketJvm.run(this.folder, command);
	}

}
