package io.clusterboot.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of arguments, {@code @file} on the java launcher's command line.
 *
 * @param arguments the arguments in it
 * @param charset the charset it was read with, lossless for its content
 */
record ArgumentFile(List<String> arguments, Charset charset) {

	ArgumentFile {
		arguments = List.copyOf(arguments);
	}

	/**
	 * Read a file of arguments.
	 * @param path the file
	 * @return its content
	 * @throws IOException if there is no such file, or none that can be read twice, such
	 * as a pipe
	 */
	static ArgumentFile read(Path path) throws IOException {
		// A file descriptor of the primary may be another file by now, and is yet another
		// in a worker.
		if (path.startsWith("/dev") || path.startsWith("/proc") || !Files.isRegularFile(path)) {
			throw new NoSuchFileException(path.toString(), null, "not a file that can be read again");
		}
		byte[] content = Files.readAllBytes(path);
		Charset charset = NativeCharset.losslessFor(content);
		return new ArgumentFile(ArgumentFileTokenizer.split(new String(content, charset)), charset);
	}

	/**
	 * Return the content that the launcher reads as exactly the given arguments.
	 * @param arguments the arguments
	 * @return the content
	 */
	static String format(List<String> arguments) {
		return arguments.stream().map((argument) -> quote(argument) + "\n").collect(Collectors.joining());
	}

	private static String quote(String argument) {
		return "\"" + argument.replace("\\", "\\\\")
			.replace("\"", "\\\"")
			.replace("\n", "\\n")
			.replace("\r", "\\r")
			.replace("\t", "\\t")
			.replace("\f", "\\f") + "\"";
	}

}
