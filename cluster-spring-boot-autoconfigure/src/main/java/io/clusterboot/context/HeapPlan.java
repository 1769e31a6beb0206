package io.clusterboot.context;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.clusterboot.process.HeapShare;
import io.clusterboot.process.MemorySize;

/**
 * How the memory is shared out among the workers. There is one more of them while one is
 * replaced.
 *
 * @param memory memory of the machine or container, in bytes
 * @param options largest heap that the options of the primary ask for, in bytes, if they
 * do
 * @param fixed heap of each worker, in bytes, or empty if it is to be divided
 * @param inherited whether each worker gets what the options of the primary say
 */
record HeapPlan(long memory, OptionalLong options, OptionalLong fixed, boolean inherited) {

	static final String AUTO = "auto";

	static final String INHERIT = "inherit";

	static final long MIB = 1024 * 1024;

	/**
	 * What a JVM with a web application needs beside its heap: metaspace, code cache,
	 * stacks of threads, direct buffers, and what the collector needs.
	 */
	static final long BESIDE_HEAP = 240 * MIB;

	static final long PRIMARY = 150 * MIB;

	/**
	 * No web application starts with less.
	 */
	static final long LEAST = 64 * MIB;

	/**
	 * Heap for each worker that "auto" reckons with.
	 */
	private static final long COMFORTABLE = 360 * MIB;

	/**
	 * The least into which "auto" divides the heap that options name.
	 */
	private static final long SMALL = 256 * MIB;

	private static final double BUDGET = 0.6;

	private static final double UNLESS_SET = 0.25;

	/**
	 * Return the plan that the properties ask for.
	 * @param jvm the properties, which are valid
	 * @param resources what there is to share
	 * @return the plan
	 */
	static HeapPlan of(JvmProperties jvm, Resources resources) {
		OptionalLong own = HeapFlags.maxHeap(new JvmArguments(jvm.getArgs()), resources.memory());
		OptionalLong fixed = own.isPresent() ? own : size(jvm.getHeap());
		return new HeapPlan(resources.memory(), resources.heap(), fixed, jvm.getHeap().equalsIgnoreCase(INHERIT));
	}

	/**
	 * Read a size.
	 * @param text a size such as {@code 512m} or {@code 512MB}
	 * @return bytes, or empty if it is none
	 */
	static OptionalLong size(String text) {
		String size = text.trim();
		return MemorySize.parse(size.matches(".*[kKmMgGtT][bB]") ? size.substring(0, size.length() - 1) : size);
	}

	/**
	 * Return how many workers the memory allows.
	 * @return the number, possibly 0
	 */
	long workers() {
		if (this.fixed.isPresent()) {
			return processes(this.fixed.getAsLong());
		}
		if (this.inherited) {
			return processes(largest());
		}
		long byOptions = this.options.isPresent() ? Math.max(0, this.options.getAsLong() / SMALL - 1) : Long.MAX_VALUE;
		return Math.min(processes(COMFORTABLE), byOptions);
	}

	private long largest() {
		return this.options.orElse((long) (this.memory * UNLESS_SET));
	}

	private long processes(long heap) {
		return Math.max(0, this.memory - PRIMARY) / (heap + BESIDE_HEAP);
	}

	private long budget() {
		return this.options.orElse((long) (this.memory * BUDGET));
	}

	/**
	 * Check that a number of workers fits, which is not asked of heaps that are
	 * inherited.
	 * @param workers number of workers
	 * @throws InsufficientMemoryException if it does not
	 */
	void check(int workers) {
		if (this.fixed.isEmpty() && this.inherited) {
			return;
		}
		// Heaps of a given size are not full at once, but while a worker is replaced.
		long heap = this.fixed.isPresent() ? this.fixed.getAsLong() : LEAST;
		long processes = this.fixed.isPresent() ? workers : workers + 1L;
		if (processes > processes(heap)) {
			throw InsufficientMemoryException.ofMemory(this.memory, workers, processes, heap);
		}
		if (this.fixed.isEmpty() && budget() / processes < LEAST) {
			throw InsufficientMemoryException.ofHeap(budget(), workers, processes);
		}
	}

	/**
	 * Return what each worker gets.
	 * @param workers how many workers there are
	 * @return the part, or {@code null} if the options of the primary go for each
	 */
	@Nullable HeapShare share(int workers) {
		if (this.fixed.isPresent()) {
			return new HeapShare(this.fixed.getAsLong(), largest(), this.memory, true);
		}
		return this.inherited ? null : new HeapShare(Math.max(LEAST, part(workers + 1L)), budget(), this.memory, true);
	}

	private long part(long processes) {
		return Math.min(budget() / processes, (this.memory - PRIMARY) / processes - BESIDE_HEAP);
	}

	/**
	 * Return what each worker gets, in words.
	 * @param workers how many workers there are
	 * @return a line, or none if the user said what it is
	 */
	List<String> describe(int workers) {
		HeapShare share = share(workers);
		if (share == null || this.fixed.isPresent()) {
			return List.of();
		}
		String source = this.options.isPresent() ? "%d MiB".formatted(this.options.getAsLong() / MIB)
				: String.format(Locale.ROOT, "60 %% of %.1f GiB memory", this.memory / (1024.0 * MIB));
		String bound = (budget() / (workers + 1L) > share.max())
				? ", and what the memory leaves beside %d MiB for the primary and %d MiB beside each heap"
					.formatted(PRIMARY / MIB, BESIDE_HEAP / MIB)
				: "";
		return List
			.of("Each worker gets %d MiB of heap (%s divided by %d, as there is one more while one is replaced%s)"
				.formatted(share.max() / MIB, source, workers + 1, bound));
	}

}
