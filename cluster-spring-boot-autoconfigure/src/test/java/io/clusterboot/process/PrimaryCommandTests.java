package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clusterboot.process.PrimaryCommand.Debugger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PrimaryCommand}.
 */
class PrimaryCommandTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			-Xmx1g                                               | NONE
			-Djdwp=server=y                                      | NONE
			-agentlib:jdwp=transport=dt_socket,server=y          | SERVER
			-Xrunjdwp:server=y,address=5005                      | SERVER
			-agentpath:/jdk/lib/libjdwp.so=server=y              | SERVER
			-agentlib:jdwp=transport=dt_socket,address=h:5005    | CLIENT
			-Xrunjdwp:server=n,address=h:5005                    | CLIENT
			""")
	void debuggerComesFromInputArguments(String option, Debugger expected) {
		assertThat(new PrimaryCommand(List.of("java"), Map.of(), List.of("-Dx", option)).debugger())
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			java -Xmx1g -jar app.jar x          | app.jar
			java -jar -Dx ../lib/app.jar -jar y | ../lib/app.jar
			java -jar /opt/app.jar              | /opt/app.jar
			java -cp app.jar Main               |
			java -p app.jar -m a/B -jar x.jar   |
			""")
	void jarIsWhatTheLauncherRuns(String command, String expected) throws IOException {
		Path jar = new PrimaryCommand(List.of(command.split(" ")), Map.of(), List.of()).jar();
		assertThat(jar).isEqualTo((expected != null) ? Path.of(expected).toAbsolutePath() : null);
	}

	@Test
	void jarWhenAnArchiveIsBoundToItsPathIsNotCopied() throws IOException {
		List<String> archive = List.of("-XX:SharedArchiveFile=app.jsa");
		Path jar = new PrimaryCommand(List.of("java", "-jar", "app.jar"), Map.of(), archive).jar();
		assertThat(jar == null).isEqualTo(Runtime.version().feature() < 25);
	}

	@Test
	void toStringHasNoArgumentsAndNoVariables() {
		PrimaryCommand command = new PrimaryCommand(List.of("java", "-Dpassword=secret"), Map.of("TOKEN", "secret"),
				List.of("-Dpassword=secret"));
		assertThat(command).asString().contains("2 arguments").doesNotContain("secret", "password", "TOKEN");
	}

	@Test
	void createWhenThereIsNoExecutableThrowsException() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PrimaryCommand(List.of(), Map.of(), List.of()));
	}

}
