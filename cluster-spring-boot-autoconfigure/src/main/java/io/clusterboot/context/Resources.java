package io.clusterboot.context;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/**
 * What the machine or the container gives to all workers together.
 *
 * @param processors number of available processors
 * @param memory memory limit, in bytes
 * @param workerMemory memory that one worker needs, in bytes
 */
record Resources(int processors, long memory, long workerMemory) {

	private static final long MIB = 1024 * 1024;

	// A small web application: 256 MiB of heap, and what a JVM needs beside its heap.
	private static final long DEFAULT_HEAP = 256 * MIB;

	private static final long BESIDE_HEAP = 344 * MIB;

	/**
	 * Return what this JVM sees. The JDK looks at the limits of the cgroup itself, in
	 * both versions.
	 * @param arguments options of this JVM, which its workers will have
	 * @return the resources
	 */
	static Resources current(JvmArguments arguments) {
		return of(Runtime.getRuntime().availableProcessors(),
				ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(), arguments);
	}

	static Resources of(int processors, long memory, JvmArguments arguments) {
		long heap = HeapFlags.maxHeap(arguments, memory).orElse(DEFAULT_HEAP);
		return new Resources(processors, memory, heap + BESIDE_HEAP);
	}

	/**
	 * Return how many workers the memory allows.
	 * @return number of workers, possibly 0
	 */
	long workersByMemory() {
		return this.memory / this.workerMemory;
	}

}
