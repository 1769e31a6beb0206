package io.clusterboot.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.supervisor.SupervisorListener;

/**
 * Tells the service manager how the cluster fares: that it serves, reloads and stops, how
 * many workers are ready, and that the supervisor is alive. All is sent by one thread, in
 * the order in which it happens.
 */
final class ServiceReports implements SupervisorListener {

	/**
	 * How long the service manager is to wait for the next word while the cluster starts
	 * or reloads: for three of them.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String READY = "READY=1";

	private static final String ALIVE = "WATCHDOG=1";

	private final Receiver manager;

	private final Supplier<CompletableFuture<ClusterStatus>> status;

	private final Executor thread;

	private final Options options;

	// Known to the one thread only.
	private boolean serves;

	private boolean stops;

	private String said = "";

	ServiceReports(Receiver manager, Supplier<CompletableFuture<ClusterStatus>> status, Executor thread,
			Options options) {
		this.manager = manager;
		this.status = status;
		this.thread = thread;
		this.options = options;
	}

	/**
	 * Tell that the cluster starts, which may take longer than the service manager waits
	 * by itself.
	 */
	void starting() {
		this.thread.execute(() -> this.manager.send(false, extension(PATIENCE), "STATUS=No worker is ready yet"));
	}

	@Override
	public void clusterServes() {
		this.thread.execute(() -> {
			this.serves = true;
			List<String> lines = new ArrayList<>(List.of(READY));
			if (this.options.pid() != 1) {
				// The first process of a container has another number outside.
				lines.add("MAINPID=" + this.options.pid());
			}
			say(false, "The first worker is ready", lines);
		});
	}

	@Override
	public void changed(WorkerChange change) {
		if (change instanceof WorkerChange.Ready || change instanceof WorkerChange.Leaving
				|| change instanceof WorkerChange.Exited) {
			look(false);
		}
	}

	@Override
	public void reloading(ReloadStatus reload) {
		this.thread
			.execute(() -> say(true, capital(ServiceText.of(reload)), List.of("RELOADING=1", extension(PATIENCE))));
	}

	@Override
	public void reloaded(ReloadStatus reload) {
		this.thread.execute(() -> say(false, capital(ServiceText.of(reload)), List.of(READY)));
		look(false);
	}

	/**
	 * Tell that what was to be a reload is none: who asked for it may wait for both
	 * words.
	 * @param reason why
	 */
	void reloadRefused(String reason) {
		this.status.get().thenAcceptAsync((status) -> {
			ReloadStatus reload = status.reload();
			if (reload == null || reload.state() != ReloadState.RUNNING) {
				say(true, "No reload: " + ServiceText.line(reason), List.of("RELOADING=1"));
				say(false, "No reload: " + ServiceText.line(reason), List.of(READY));
			}
		}, this.thread);
	}

	@Override
	public void clusterStops() {
		this.thread.execute(() -> {
			say(false, "All workers stop", List.of("STOPPING=1", extension(this.options.stop())));
			this.stops = true;
		});
	}

	/**
	 * Ask the supervisor how the cluster is, and tell that if it answers.
	 */
	void tick() {
		look(true);
	}

	private void look(boolean tick) {
		this.status.get().thenAcceptAsync((status) -> report(status, tick), this.thread);
	}

	private void report(ClusterStatus status, boolean tick) {
		List<String> lines = new ArrayList<>();
		if (tick && this.options.watchdog()) {
			lines.add(ALIVE);
		}
		ReloadStatus reload = status.reload();
		boolean reloads = reload != null && reload.state() == ReloadState.RUNNING;
		if (tick && !this.stops && (reloads || !this.serves)) {
			lines.add(extension(PATIENCE));
		}
		String text = this.serves ? ServiceText.of(status) : this.said;
		if (!this.stops && !text.equals(this.said)) {
			say(false, text, lines);
		}
		else if (!lines.isEmpty()) {
			this.manager.send(false, lines.toArray(String[]::new));
		}
	}

	private void say(boolean withTime, String text, List<String> lines) {
		if (this.stops) {
			// It does nothing else from then on.
			return;
		}
		List<String> all = new ArrayList<>(lines);
		all.add("STATUS=" + text);
		this.said = text;
		this.manager.send(withTime, all.toArray(String[]::new));
	}

	private static String extension(Duration time) {
		return "EXTEND_TIMEOUT_USEC=" + TimeUnit.NANOSECONDS.toMicros(time.toNanos());
	}

	private static String capital(String text) {
		return Character.toUpperCase(text.charAt(0)) + text.substring(1);
	}

	/**
	 * Takes messages to the service manager.
	 */
	@FunctionalInterface
	interface Receiver {

		/**
		 * Send a message.
		 * @param withTime whether it has to tell the time
		 * @param lines the lines that make it up
		 */
		void send(boolean withTime, String... lines);

	}

	/**
	 * What is known from the beginning.
	 *
	 * @param pid process id of the primary
	 * @param stop the longest time that all takes to stop
	 * @param watchdog whether the service manager wants signs of life
	 */
	record Options(long pid, Duration stop, boolean watchdog) {

	}

}
