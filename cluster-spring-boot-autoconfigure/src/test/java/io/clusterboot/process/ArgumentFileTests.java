package io.clusterboot.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ArgumentFile} and {@link ArgumentFileTokenizer} against the real java
 * launcher.
 */
class ArgumentFileTests {

	@TempDir
	private Path directory;

	static Stream<String> contents() {
		return Stream.of("plain  two\tthree\ffour\r\nfive\n\n\nsix \"\"",
				"\"with spaces\" 'single \"double\" in it' \"double 'single'\" par\"tly quo\"ted \"\" '' end",
				"C:\\plain\\back\\slash \"C:\\\\quoted\\\\x\" \"\\a\\n\\r\\t\\f\\\"\\'\" '\\'' \"\"\n",
				"one # comment \"with quote\n# another\n  'a # b' c#lost\nnext \"kept\"lost#x\n joined\n",
				"\"first \\\n   second \\\r\n\t third\" \"open quote\nnext\" 'a\\\n\n   b' \"unclosed at end",
				"grün \u65e5\u672c\u8a9e \"\ud83d\ude00 smile\" @nested @@double -Dx=y",
				"x".repeat(4090) + "\"a b\"" + " y".repeat(3000) + " \"tail\\", "last\"\"", "\"\\\n");
	}

	@ParameterizedTest
	@MethodSource("contents")
	void readReturnsWhatTheLauncherReads(String content) throws Exception {
		Path file = Files.writeString(this.directory.resolve("args"), CommandProbe.class.getName() + " " + content);
		List<String> expected = launch(file);
		assertThat(expected).isNotNull();
		List<String> arguments = ArgumentFile.read(file).arguments();
		assertThat(arguments.subList(1, arguments.size())).isEqualTo(expected);
	}

	@Test
	void formatIsReadByTheLauncherAsTheSameArguments() throws Exception {
		List<String> arguments = List.of("", "a b", "\"", "'", "\\", "C:\\new\\table", "#no comment", "a#b",
				"tab\tff\f", "line\nend\r", "grün \ud83d\ude00", "@file", "\\\n  x", "");
		Path file = Files.writeString(this.directory.resolve("args"),
				CommandProbe.class.getName() + "\n" + ArgumentFile.format(arguments));
		assertThat(launch(file)).isEqualTo(arguments);
		assertThat(ArgumentFile.read(file).arguments()).endsWith(arguments.toArray(String[]::new));
	}

	@Test
	void readWhenContentIsNotTextKeepsEachByte() throws IOException {
		byte[] content = { '-', 'D', 'x', '=', (byte) 0xff, (byte) 0xe9, '\n' };
		ArgumentFile file = ArgumentFile.read(Files.write(this.directory.resolve("args"), content));
		assertThat(file.arguments().get(0).getBytes(file.charset())).containsExactly('-', 'D', 'x', '=', 0xff, 0xe9);
		assertThat(file.charset()).isEqualTo(StandardCharsets.ISO_8859_1);
	}

	@Test
	void readWhenNotRegularFileThrowsException() {
		assertThatIOException().isThrownBy(() -> ArgumentFile.read(Path.of("/dev/null")))
			.withMessageContaining("/dev/null");
		assertThatIOException().isThrownBy(() -> ArgumentFile.read(this.directory.resolve("missing")));
	}

	private List<String> launch(Path file) throws Exception {
		return ProbeRun
			.of(this.directory, Map.of("LANG", "C.UTF-8"),
					List.of(ProbeRun.JAVA, "-XX:TieredStopAtLevel=1", "-cp", ProbeRun.CLASS_PATH, "@" + file))
			.get("argument");
	}

}
