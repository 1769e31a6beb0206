package io.clusterboot.context;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

import com.sun.management.OperatingSystemMXBean;

import io.clusterboot.process.MemoryLimit;

/**
 * What the machine or the container gives to all workers together.
 *
 * @param processors number of available processors
 * @param memory memory limit, in bytes
 * @param heap largest heap that the options of this JVM ask for, in bytes, if they do
 */
record Resources(int processors, long memory, OptionalLong heap) {

	/**
	 * Return what this JVM sees. The JDK looks at the limit of its own cgroup; those
	 * around it are looked at here.
	 * @param arguments options of this JVM
	 * @return the resources
	 */
	static Resources current(JvmArguments arguments) {
		long memory = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
		return of(Runtime.getRuntime().availableProcessors(), Math.min(memory, MemoryLimit.current().orElse(memory)),
				arguments);
	}

	static Resources of(int processors, long memory, JvmArguments arguments) {
		return new Resources(processors, memory, HeapFlags.maxHeap(arguments, memory));
	}

}
