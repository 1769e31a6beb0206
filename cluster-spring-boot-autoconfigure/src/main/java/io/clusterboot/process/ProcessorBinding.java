package io.clusterboot.process;

import java.io.File;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has processes run on some of the processors only. Linux does so for each thread, and
 * for those that it starts later.
 */
final class ProcessorBinding {

	private final List<Integer> processors;

	private final NativeCalls calls;

	private final File processes;

	ProcessorBinding(List<Integer> processors, NativeCalls calls, File processes) {
		this.processors = List.copyOf(processors);
		this.calls = calls;
		this.processes = processes;
	}

	/**
	 * Return what binds the workers of this process.
	 * @return the binding, or empty where there is none: on other systems than Linux, and
	 * in a container that may use a part of the time of processors which others use, too
	 */
	static Optional<ProcessorBinding> current() {
		int available = Runtime.getRuntime().availableProcessors();
		return JnaCalls.load().flatMap((calls) -> of(calls, available));
	}

	static Optional<ProcessorBinding> of(NativeCalls calls, int available) {
		List<Integer> processors = calls.processors();
		return (processors.size() == available)
				? Optional.of(new ProcessorBinding(processors, calls, new File("/proc"))) : Optional.empty();
	}

	/**
	 * Return how many processors there are.
	 * @return the number
	 */
	int processors() {
		return this.processors.size();
	}

	/**
	 * Have a process run on one processor only. Does nothing if it is gone.
	 * @param pid process id
	 * @param index which of the processors, from 0
	 */
	void bind(long pid, int index) {
		bind(pid, List.of(this.processors.get(index)));
	}

	/**
	 * Let a process run on all processors again. Does nothing if it is gone.
	 * @param pid process id
	 */
	void release(long pid) {
		bind(pid, this.processors);
	}

	private void bind(long pid, List<Integer> processors) {
		Set<Integer> bound = new HashSet<>();
		// A thread that was not bound yet may have started another one meanwhile.
		while (threads(pid).stream()
			.filter(bound::add)
			.map((thread) -> this.calls.bind(thread, processors))
			.count() > 0) {
			Thread.onSpinWait();
		}
	}

	private List<Integer> threads(long pid) {
		String[] names = new File(this.processes, pid + "/task").list();
		return (names != null) ? List.of(names).stream().map(Integer::valueOf).toList() : List.of();
	}

}
