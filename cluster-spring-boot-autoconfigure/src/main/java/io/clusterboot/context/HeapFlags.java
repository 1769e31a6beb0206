package io.clusterboot.context;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Largest heap that the JVM's options ask for.
 */
final class HeapFlags {

	private static final Pattern SIZE = Pattern.compile("([0-9]+)([kmgt]?)");

	private HeapFlags() {
	}

	/**
	 * Return the largest heap that the options ask for.
	 * @param arguments the JVM's options
	 * @param memory memory of the machine or container, in bytes
	 * @return bytes, or empty where the options leave it to the JVM
	 */
	static OptionalLong maxHeap(JvmArguments arguments, long memory) {
		OptionalLong size = size(arguments.last("-Xmx", "-XX:MaxHeapSize="));
		return size.isPresent() ? size : percentage(arguments.last("-XX:MaxRAMPercentage="), memory);
	}

	private static OptionalLong size(@Nullable String text) {
		Matcher matcher = SIZE.matcher((text != null) ? text.toLowerCase(Locale.ROOT) : "");
		return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1)) << shift(matcher.group(2)))
				: OptionalLong.empty();
	}

	private static int shift(String unit) {
		return unit.isEmpty() ? 0 : 10 * (1 + "kmgt".indexOf(unit));
	}

	private static OptionalLong percentage(@Nullable String text, long memory) {
		return (text != null) ? OptionalLong.of((long) (memory * Double.parseDouble(text) / 100))
				: OptionalLong.empty();
	}

}
