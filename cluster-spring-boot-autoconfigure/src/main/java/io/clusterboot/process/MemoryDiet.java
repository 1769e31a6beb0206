package io.clusterboot.process;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executor;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Gives back what the primary needed to start. It has the user's options, which are those
 * of an application: a heap and a collector for far more than a supervisor keeps alive.
 *
 * @since 0.1.0
 */
public final class MemoryDiet {

	private static final Log logger = LogFactory.getLog(MemoryDiet.class);

	/**
	 * What answers about all workers take stays until the next collection, which may be
	 * far away. In milliseconds; the collector counts from its last one.
	 */
	private static final String INTERVAL = "60000";

	private final Executor later;

	/**
	 * Create a new {@link MemoryDiet} instance.
	 * @param later runs a task when what the primary does once, after its start, is over
	 */
	public MemoryDiet(Executor later) {
		this.later = later;
	}

	/**
	 * Give memory back in a while, and keep less from then on.
	 */
	public void startSoon() {
		this.later.execute(MemoryDiet::start);
	}

	private static void start() {
		try {
			HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
			// Percent of the heap that may be free after a collection, 40 and 70 by
			// default.
			// The lower bound first: it must never be above the other one.
			setUnlessSet(jvm, "MinHeapFreeRatio", "10");
			setUnlessSet(jvm, "MaxHeapFreeRatio", "30");
			System.gc();
			JnaCalls.load().ifPresent(NativeCalls::trim);
			setUnlessSet(jvm, "G1PeriodicGCInterval", INTERVAL);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The primary keeps the memory that it needed to start", ex);
		}
	}

	private static void setUnlessSet(HotSpotDiagnosticMXBean jvm, String name, String value) {
		VMOption option = jvm.getVMOption(name);
		if (option.getOrigin() == VMOption.Origin.DEFAULT && option.isWriteable()) {
			jvm.setVMOption(name, value);
		}
	}

}
