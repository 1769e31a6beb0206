package io.clusterboot.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The workers that were forked: which of them run, and what they printed last.
 */
final class ForkedWorkers {

	private static final int REMEMBERED_EXITS = 16;

	private final Set<Long> pids = new HashSet<>();

	private final Map<Long, OutputTail> tails = new HashMap<>();

	private final Deque<Long> exited = new ArrayDeque<>();

	synchronized void add(long id, long pid, OutputTail tail) {
		this.pids.add(pid);
		this.tails.put(id, tail);
	}

	synchronized void ended(long id, long pid) {
		this.pids.remove(pid);
		this.exited.add(id);
		if (this.exited.size() > REMEMBERED_EXITS) {
			this.tails.remove(this.exited.remove());
		}
	}

	synchronized Set<Long> pids() {
		return Set.copyOf(this.pids);
	}

	synchronized List<String> lastLines(long id, int count) {
		OutputTail tail = this.tails.get(id);
		return (tail != null) ? tail.lastLines(count) : List.of();
	}

}
