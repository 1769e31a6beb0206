package io.clusterboot.process;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Sizes as they stand in the JVM's options.
 *
 * @since 0.1.0
 */
public final class MemorySize {

	private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([kmgt]?)");

	private static final long MIB = 1024 * 1024;

	private MemorySize() {
	}

	/**
	 * Read a size.
	 * @param text a number with or without a unit, such as {@code 512m}, or {@code null}
	 * @return bytes, or empty if it is none
	 */
	public static OptionalLong parse(@Nullable String text) {
		Matcher matcher = SIZE.matcher((text != null) ? text.toLowerCase(Locale.ROOT) : "");
		if (!matcher.matches()) {
			return OptionalLong.empty();
		}
		long number = Long.parseLong(matcher.group(1));
		int shift = matcher.group(2).isEmpty() ? 0 : 10 * (1 + "kmgt".indexOf(matcher.group(2)));
		return (number <= Long.MAX_VALUE >> shift) ? OptionalLong.of(number << shift) : OptionalLong.empty();
	}

	/**
	 * Return a size as an option has it.
	 * @param bytes the size, of which less than a mebibyte is left out unless it is all
	 * @return the size in mebibytes, such as {@code 512m}, or in kibibytes
	 */
	static String print(long bytes) {
		return (bytes >= MIB) ? bytes / MIB + "m" : Math.max(1, bytes / 1024) + "k";
	}

}
