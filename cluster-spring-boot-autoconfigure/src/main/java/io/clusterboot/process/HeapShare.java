package io.clusterboot.process;

import java.util.List;

/**
 * What one worker gets of the heap that the primary's options are about.
 *
 * @param max largest heap of the worker, in bytes
 * @param total heap of all workers together, in bytes, which sizes in options are parts
 * of
 * @param memory memory of the machine or container, in bytes, which percentages in
 * options are of
 * @param adaptive whether the collector has the heap grow by what there is to do
 * @since 0.1.0
 */
public record HeapShare(long max, long total, long memory, boolean adaptive) {

	/**
	 * By default a JVM begins with a 64th of the memory and touches all of it before it
	 * collects garbage, however little is alive. It takes more when it needs more.
	 */
	private static final long INITIAL = 64L * 1024 * 1024;

	/**
	 * Return the sizes that hold unless the user's options say otherwise.
	 * @return options of the JVM
	 */
	List<String> options() {
		return this.adaptive ? List.of(maxOption(), "-Xms" + MemorySize.print(Math.min(INITIAL, this.max)))
				: List.of(maxOption());
	}

	/**
	 * Return the same for a collector that leaves the heap as small as it began.
	 * @return a share that begins with what the JVM chooses
	 */
	public HeapShare notAdaptive() {
		return new HeapShare(this.max, this.total, this.memory, false);
	}

	String maxOption() {
		return "-Xmx" + MemorySize.print(this.max);
	}

	/**
	 * Return the worker's part of a size.
	 * @param bytes the size that an option of the primary names
	 * @return bytes, no more than the largest heap
	 */
	long partOf(long bytes) {
		return Math.min(this.max, (long) ((double) bytes * this.max / this.total));
	}

}
