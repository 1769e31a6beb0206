package io.clusterboot.process;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notes which thread is bound to what.
 */
class BoundThreads implements NativeCalls {

	private final List<Integer> processors;

	private final Map<Integer, List<Integer>> bound = new TreeMap<>();

	private Runnable meanwhile = () -> {
	};

	BoundThreads(Integer... processors) {
		this.processors = Arrays.asList(processors);
	}

	Map<Integer, List<Integer>> bound() {
		return this.bound;
	}

	/**
	 * Have something happen after the next thread was bound.
	 * @param meanwhile what happens
	 */
	void meanwhile(Runnable meanwhile) {
		this.meanwhile = meanwhile;
	}

	@Override
	public List<Integer> processors() {
		return this.processors;
	}

	@Override
	public boolean bind(int thread, Collection<Integer> processors) {
		this.bound.put(thread, List.copyOf(processors));
		this.meanwhile.run();
		this.meanwhile = () -> {
		};
		return true;
	}

	@Override
	public int reap(int pid) {
		throw new UnsupportedOperationException();
	}

	@Override
	public int kill(int pid, int signal) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void trim() {
		throw new UnsupportedOperationException();
	}

}
