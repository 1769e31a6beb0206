package io.clusterboot.worker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerLoad;

/**
 * Measures this JVM, and the traffic once somebody counts it. Belongs to one thread, but
 * for {@link #traffic}.
 *
 * @since 0.1.0
 */
public final class JvmLoadSampler implements LoadSampler {

	private static final String RSS = "VmRSS:";

	private static final int KIBIBYTE = 1024;

	private final Path processStatus;

	private final LongSupplier cpuTime;

	private final LongSupplier nanoTime;

	private final List<MemoryPoolMXBean> heapPools;

	private volatile @Nullable TrafficCounters traffic;

	private long lastCpuTime;

	private long lastTime;

	/**
	 * Create a new {@link JvmLoadSampler} instance. Processor use is measured from here.
	 */
	public JvmLoadSampler() {
		this(Path.of("/proc/self/status"), JvmLoadSampler::processCpuTime, System::nanoTime,
				ManagementFactory.getMemoryPoolMXBeans());
	}

	JvmLoadSampler(Path processStatus, LongSupplier cpuTime, LongSupplier nanoTime, List<MemoryPoolMXBean> pools) {
		this.processStatus = processStatus;
		this.cpuTime = cpuTime;
		this.nanoTime = nanoTime;
		this.heapPools = pools.stream().filter((pool) -> pool.getType() == MemoryType.HEAP).toList();
		this.lastCpuTime = cpuTime.getAsLong();
		this.lastTime = nanoTime.getAsLong();
	}

	/**
	 * Set who counts the traffic. Without, connections and requests are 0.
	 * @param traffic the counters
	 */
	public void traffic(TrafficCounters traffic) {
		this.traffic = traffic;
	}

	/**
	 * Return how many requests are in flight. Any thread may ask.
	 * @return number of requests
	 */
	public long activeRequests() {
		TrafficCounters traffic = this.traffic;
		return (traffic != null) ? traffic.activeRequests() : 0;
	}

	@Override
	public WorkerLoad sample() {
		TrafficCounters traffic = this.traffic;
		long connections = (traffic != null) ? traffic.connections() : 0;
		long accepted = (traffic != null) ? traffic.acceptedConnections() : 0;
		long active = activeRequests();
		long total = (traffic != null) ? traffic.totalRequests() : 0;
		MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
		long heapMax = (heap.getMax() >= 0) ? heap.getMax() : Runtime.getRuntime().maxMemory();
		return new WorkerLoad(connections, accepted, active, total, heap.getUsed(), heapMax, heapAfterGc(), rss(),
				cpu(), ManagementFactory.getThreadMXBean().getThreadCount());
	}

	private long heapAfterGc() {
		// A pool that no collector looks after has no such figure.
		return this.heapPools.stream()
			.map(MemoryPoolMXBean::getCollectionUsage)
			.filter(Objects::nonNull)
			.mapToLong(MemoryUsage::getUsed)
			.sum();
	}

	private double cpu() {
		long cpuTime = this.cpuTime.getAsLong();
		long time = this.nanoTime.getAsLong();
		long used = cpuTime - this.lastCpuTime;
		long elapsed = time - this.lastTime;
		this.lastCpuTime = cpuTime;
		this.lastTime = time;
		return (elapsed > 0) ? Math.max(0, (double) used / elapsed) : 0;
	}

	private long rss() {
		try {
			for (String line : Files.readAllLines(this.processStatus)) {
				if (line.startsWith(RSS)) {
					return Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE;
				}
			}
		}
		catch (IOException | NumberFormatException ex) {
			// Not Linux: nobody tells.
		}
		return 0;
	}

	private static long processCpuTime() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)
				? system.getProcessCpuTime() : 0;
	}

}
