package io.clusterboot.process;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerChange;

/**
 * Has each worker run on a processor of its own as long as there are as many workers as
 * processors, and all of them serve. Two JVMs that wander between two processors are in
 * each other's way: the latest answers come much later than those of one JVM. As soon as
 * a worker starts, leaves, is gone or gets no connections, the others may run everywhere.
 *
 * @since 0.1.0
 */
public final class WorkerAffinity {

	private static final Log logger = LogFactory.getLog(WorkerAffinity.class);

	private final Supplier<Optional<ProcessorBinding>> binding;

	private final Executor executor;

	private final Map<Long, Running> workers = new TreeMap<>();

	private final Set<Long> bound = new HashSet<>();

	/**
	 * Ids of the workers that get connections, as far as that is said.
	 */
	private final AtomicReference<@Nullable Set<Long>> directed = new AtomicReference<>();

	WorkerAffinity(Supplier<Optional<ProcessorBinding>> binding, Executor executor) {
		this.binding = binding;
		this.executor = executor;
	}

	/**
	 * Return what the user wants.
	 * @param wanted whether workers are to be bound at all
	 * @param executor runs tasks one after the other
	 * @return what is to be told of each step of a worker
	 */
	public static WorkerAffinity of(boolean wanted, Executor executor) {
		return wanted ? new WorkerAffinity(Found::get, executor) : new WorkerAffinity(Optional::empty, Runnable::run);
	}

	/**
	 * Be told of a step in a worker's life.
	 * @param change the step
	 */
	public void changed(WorkerChange change) {
		this.executor.execute(() -> {
			if (note(change)) {
				apply();
			}
		});
	}

	/**
	 * Be told which workers get new connections. To be called by one thread.
	 * @param ids ids of those workers
	 */
	public void directed(Set<Long> ids) {
		if (!ids.equals(this.directed.get())) {
			this.directed.set(Set.copyOf(ids));
			this.executor.execute(this::apply);
		}
	}

	private boolean note(WorkerChange change) {
		long id = change.worker().id();
		if (change instanceof WorkerChange.Forked forked) {
			this.workers.put(id, new Running(change.worker().ordinal(), forked.pid(), false));
		}
		else if (change instanceof WorkerChange.Ready) {
			this.workers.computeIfPresent(id, (key, worker) -> worker.serving(true));
		}
		else if (change instanceof WorkerChange.Leaving) {
			this.workers.computeIfPresent(id, (key, worker) -> worker.serving(false));
		}
		else {
			return change instanceof WorkerChange.Exited && this.workers.remove(id) != null;
		}
		return true;
	}

	private void apply() {
		// To look for a binding costs a start something that will not be bound yet.
		if (allServe() || !this.bound.isEmpty()) {
			this.binding.get().ifPresent(this::apply);
		}
	}

	private void apply(ProcessorBinding binding) {
		this.bound.retainAll(this.workers.keySet());
		if (this.workers.size() == binding.processors() && allServe()
				&& this.workers.values().stream().allMatch((worker) -> binding.suffices(worker.pid()))) {
			bind(binding);
		}
		else {
			this.bound.forEach((id) -> binding.release(this.workers.get(id).pid()));
			this.bound.clear();
		}
	}

	private boolean allServe() {
		Set<Long> directed = this.directed.get();
		return this.workers.size() > 1 && this.workers.values().stream().allMatch(Running::serves)
				&& (directed == null || directed.containsAll(this.workers.keySet()));
	}

	private void bind(ProcessorBinding binding) {
		List<Running> inOrder = this.workers.values()
			.stream()
			.sorted(Comparator.comparingInt(Running::ordinal))
			.toList();
		for (int i = 0; i < inOrder.size(); i++) {
			binding.bind(inOrder.get(i).pid(), i);
		}
		this.bound.addAll(this.workers.keySet());
		logger.debug("Each of " + inOrder.size() + " workers runs on a processor of its own");
	}

	/**
	 * Looks once: what it costs is not to be paid at each step.
	 */
	private static final class Found {

		private static final Optional<ProcessorBinding> BINDING = ProcessorBinding.current();

		static Optional<ProcessorBinding> get() {
			return BINDING;
		}

	}

	/**
	 * A worker that was forked and is not gone.
	 *
	 * @param ordinal its slot
	 * @param pid its process id
	 * @param serves whether it is ready and stays
	 */
	private record Running(int ordinal, long pid, boolean serves) {

		Running serving(boolean serves) {
			return new Running(this.ordinal, this.pid, serves);
		}

	}

}
