package io.clusterboot.supervisor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerExit;

/**
 * Launches {@link FakeProcess processes that exist in name only}.
 */
final class FakeLauncher implements WorkerLauncher {

	private final List<FakeProcess> processes = new CopyOnWriteArrayList<>();

	private final Map<Long, ForkRequest> requests = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

	private final AtomicReference<Consumer<FakeProcess>> onLaunch = new AtomicReference<>((process) -> {
	});

	@Override
	public WorkerProcess launch(ForkRequest request, Consumer<WorkerExit> onExit) throws IOException {
		String message = this.failure.get();
		if (message != null) {
			throw new IOException(message);
		}
		FakeProcess process = new FakeProcess(request.identity(), onExit);
		this.onLaunch.get().accept(process);
		this.processes.add(process);
		this.requests.put(request.identity().id(), request);
		return process;
	}

	@Override
	public List<String> lastLines(long id) {
		return List.of("", "APPLICATION FAILED TO START", "Description: of worker " + id);
	}

	void failWith(@Nullable String message) {
		this.failure.set(message);
	}

	/**
	 * Run something while a launch is in progress.
	 * @param onLaunch given the process that is about to be returned
	 */
	void onLaunch(Consumer<FakeProcess> onLaunch) {
		this.onLaunch.set(onLaunch);
	}

	List<FakeProcess> processes() {
		return this.processes;
	}

	List<FakeProcess> alive() {
		return this.processes.stream().filter(FakeProcess::isAlive).toList();
	}

	FakeProcess process(long id) {
		return this.processes.stream().filter((process) -> process.id() == id).findFirst().orElseThrow();
	}

	/**
	 * Return what a process was forked with.
	 * @param id the worker's id
	 * @return the request
	 */
	ForkRequest request(long id) {
		return this.requests.get(id);
	}

	FakeProcess last() {
		return this.processes.get(this.processes.size() - 1);
	}

}
