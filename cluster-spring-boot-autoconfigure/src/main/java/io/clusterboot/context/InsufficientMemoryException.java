package io.clusterboot.context;

/**
 * Thrown when the workers that are asked for do not fit into the memory.
 */
final class InsufficientMemoryException extends RuntimeException {

	private final String remedy;

	private InsufficientMemoryException(String message, String remedy) {
		super(message);
		this.remedy = remedy;
	}

	static InsufficientMemoryException ofMemory(long memory, int workers, long processes, long heap) {
		long needed = processes * (heap + HeapPlan.BESIDE_HEAP) + HeapPlan.PRIMARY;
		return new InsufficientMemoryException(
				"%s not fit into %d MiB of memory: %s with %d MiB of heap and %d MiB beside it, and %d MiB for the primary, are %d MiB"
					.formatted(subject(workers), memory / HeapPlan.MIB, words(workers, processes), heap / HeapPlan.MIB,
							HeapPlan.BESIDE_HEAP / HeapPlan.MIB, HeapPlan.PRIMARY / HeapPlan.MIB,
							needed / HeapPlan.MIB),
				"raise the memory limit");
	}

	static InsufficientMemoryException ofHeap(long heap, int workers, long processes) {
		return new InsufficientMemoryException(
				"%s not fit into %d MiB of heap: divided by %s that is %d MiB, and the least is %d MiB".formatted(
						subject(workers), heap / HeapPlan.MIB, words(workers, processes),
						heap / processes / HeapPlan.MIB, HeapPlan.LEAST / HeapPlan.MIB),
				"raise the heap that the JVM's options name, which all workers together get");
	}

	private static String subject(int workers) {
		return (workers == 1) ? "1 worker does" : workers + " workers do";
	}

	private static String words(int workers, long processes) {
		return (processes > workers) ? processes + " (there is one more while one is replaced)"
				: String.valueOf(processes);
	}

	/**
	 * Return what helps beside fewer workers.
	 * @return a part of a sentence
	 */
	String getRemedy() {
		return this.remedy;
	}

}
