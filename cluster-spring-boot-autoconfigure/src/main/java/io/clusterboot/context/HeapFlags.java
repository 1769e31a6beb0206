package io.clusterboot.context;

import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.clusterboot.process.MemorySize;

/**
 * Largest heap that the JVM's options ask for.
 */
final class HeapFlags {

	private HeapFlags() {
	}

	/**
	 * Return the largest heap that the options ask for.
	 * @param arguments the JVM's options
	 * @param memory memory of the machine or container, in bytes
	 * @return bytes, or empty where the options leave it to the JVM
	 */
	static OptionalLong maxHeap(JvmArguments arguments, long memory) {
		OptionalLong size = MemorySize.parse(arguments.last("-Xmx", "-mx", "-XX:MaxHeapSize="));
		return size.isPresent() ? size : percentage(arguments.last("-XX:MaxRAMPercentage="), memory);
	}

	private static OptionalLong percentage(@Nullable String text, long memory) {
		return (text != null) ? OptionalLong.of((long) (memory * Double.parseDouble(text) / 100))
				: OptionalLong.empty();
	}

}
