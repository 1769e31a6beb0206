package io.clusterboot.context;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.process.ServiceManager;
import io.clusterboot.supervisor.Supervisor;
import io.clusterboot.supervisor.SupervisorListener;

/**
 * The primary as a service of the service manager that started it, such as systemd. Where
 * there is none, nothing is loaded and nothing runs.
 */
final class PrimaryService {

	/**
	 * Longest time between two looks at the supervisor.
	 */
	private static final Duration TICK = Duration.ofSeconds(10);

	/**
	 * What killing those that are left and the end of the primary itself take.
	 */
	private static final Duration STOP_MARGIN = Duration.ofSeconds(15);

	private final @Nullable ServiceReports reports;

	private PrimaryService(@Nullable ServiceReports reports) {
		this.reports = reports;
	}

	/**
	 * Speak to the service manager, if there is one.
	 * @param environment environment of this process
	 * @param supervisor the supervisor, known later
	 * @param shutdownTimeout deadline for all workers to stop
	 * @return the service
	 */
	static PrimaryService of(Map<String, String> environment, Supplier<@Nullable Supervisor> supervisor,
			Duration shutdownTimeout) {
		String address = environment.get("NOTIFY_SOCKET");
		return new PrimaryService((address == null || address.isEmpty()) ? null
				: start(address, environment, supervisor, shutdownTimeout));
	}

	private static ServiceReports start(String address, Map<String, String> environment,
			Supplier<@Nullable Supervisor> supervisor, Duration shutdownTimeout) {
		long pid = ProcessHandle.current().pid();
		Optional<Duration> watchdog = ServiceWatchdog.timeout(environment, pid);
		ScheduledThreadPoolExecutor thread = thread();
		ServiceManager manager = new ServiceManager(address);
		ServiceReports reports = new ServiceReports((withTime, lines) -> {
			if (withTime) {
				manager.sendWithTime(lines);
			}
			else {
				manager.send(lines);
			}
		}, () -> status(supervisor), thread,
				new ServiceReports.Options(pid, shutdownTimeout.plus(STOP_MARGIN), watchdog.isPresent()));
		reports.starting();
		long period = watchdog.map((timeout) -> timeout.dividedBy(2))
			.filter((half) -> half.compareTo(TICK) < 0)
			.orElse(TICK)
			.toNanos();
		thread.scheduleAtFixedRate(reports::tick, period, period, TimeUnit.NANOSECONDS);
		return reports;
	}

	private static ScheduledThreadPoolExecutor thread() {
		return new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "cluster-service");
			thread.setDaemon(true);
			return thread;
		});
	}

	private static CompletableFuture<ClusterStatus> status(Supplier<@Nullable Supervisor> supplier) {
		Supervisor supervisor = supplier.get();
		return (supervisor != null) ? supervisor.status()
				: CompletableFuture.failedFuture(new ClusterUnavailableException("The cluster has not started"));
	}

	/**
	 * Have the service manager told what a listener is told.
	 * @param outcome the listener
	 * @return the listener, or one that tells both
	 */
	SupervisorListener beside(SupervisorListener outcome) {
		// First, because the other one may fail.
		return (this.reports != null) ? new ListenerPair(this.reports, outcome) : outcome;
	}

	/**
	 * Tell that the cluster was asked to reload and does not.
	 * @param reason why
	 */
	void reloadRefused(String reason) {
		if (this.reports != null) {
			this.reports.reloadRefused(reason);
		}
	}

}
