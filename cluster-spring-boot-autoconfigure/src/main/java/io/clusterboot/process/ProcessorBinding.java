package io.clusterboot.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has processes run on some of the processors only. Linux does so for each thread, and
 * for those that it starts later.
 */
final class ProcessorBinding {

	private static final String RECKONED = "-XX:ActiveProcessorCount=";

	/**
	 * Enough for any process but one that starts threads without end.
	 */
	private static final int MOST_ROUNDS = 10;

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
	 * @return the binding, or empty where there is none: on other systems than Linux, in
	 * a group that may use a part of the processors' time, and where the calls for it are
	 * forbidden
	 */
	static Optional<ProcessorBinding> current() {
		int available = Runtime.getRuntime().availableProcessors();
		if (available < 2 || ProcessorQuota.isSet(ControlGroups.ofThisProcess()) || BindingProbe.isForbidden()) {
			return Optional.empty();
		}
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
	 * Return whether a process makes threads for one processor, so that one is enough.
	 * @param pid process id
	 * @return whether its command line says so
	 */
	boolean suffices(long pid) {
		try {
			String command = Files.readString(path(pid, "cmdline"), StandardCharsets.ISO_8859_1);
			return Arrays.stream(command.split("\0"))
				.filter((option) -> option.startsWith(RECKONED))
				.reduce((first, second) -> second)
				.filter((option) -> option.equals(RECKONED + "1"))
				.isPresent();
		}
		catch (IOException ex) {
			return false;
		}
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
		long started = 1;
		// A thread that was not bound yet may have started another one meanwhile.
		for (int i = 0; i < MOST_ROUNDS && started > 0; i++) {
			started = threads(pid).stream()
				.filter(bound::add)
				.peek((each) -> this.calls.bind(each, processors))
				.count();
		}
	}

	private List<Integer> threads(long pid) {
		String[] names = path(pid, "task").toFile().list();
		return (names != null) ? Arrays.stream(names).map(Integer::valueOf).toList() : List.of();
	}

	private Path path(long pid, String name) {
		return Path.of(this.processes.getPath(), Long.toString(pid), name);
	}

}
