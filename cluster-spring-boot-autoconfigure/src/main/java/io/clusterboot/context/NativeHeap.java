package io.clusterboot.context;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory that the C library holds for the JVM.
 */
final class NativeHeap {

	/**
	 * Has the number of glibc's interface in its name, or that of a release. The one of
	 * musl may be called {@code libc.so}.
	 */
	private static final Pattern GLIBC = Pattern.compile("/libc(?:\\.so\\.6|-[0-9.]+\\.so)$");

	private NativeHeap() {
	}

	/**
	 * Return whether a JVM can have the C library give memory back: glibc alone can.
	 * Another one would make the JVM complain.
	 * @return whether this process runs with glibc
	 */
	static boolean isTrimmable() {
		return isTrimmable(Path.of("/proc/self/maps"));
	}

	static boolean isTrimmable(Path mapped) {
		try (Stream<String> lines = Files.lines(mapped, StandardCharsets.ISO_8859_1)) {
			return lines.anyMatch((line) -> GLIBC.matcher(line).find());
		}
		catch (IOException | UncheckedIOException ex) {
			return false;
		}
	}

}
