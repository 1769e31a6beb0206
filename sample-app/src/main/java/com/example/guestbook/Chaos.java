package com.example.guestbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerStatus;

/**
 * Disturbs a worker, whichever worker is asked to.
 */
@Component
class Chaos {

	/**
	 * Time for the answer to leave, because the worker that answers may be the victim.
	 */
	private static final long MILLIS_TO_ANSWER = 100;

	private final ObjectProvider<ClusterStatusSource> cluster;

	private final Slowdown slowdown;

	Chaos(ObjectProvider<ClusterStatusSource> cluster, Slowdown slowdown) {
		this.cluster = cluster;
		this.slowdown = slowdown;
	}

	void crash(int ordinal) {
		signal("-KILL", pid(ordinal));
	}

	/**
	 * Freeze a worker as a long pause of the machine would.
	 * @param ordinal the worker
	 */
	void hang(int ordinal) {
		signal("-STOP", pid(ordinal));
	}

	void wake(int ordinal) {
		signal("-CONT", pid(ordinal));
	}

	void slow(int ordinal, Duration delay) {
		this.slowdown.set(pid(ordinal), delay);
	}

	private void signal(String signal, long pid) {
		CompletableFuture.runAsync(() -> {
			try {
				new ProcessBuilder("kill", signal, Long.toString(pid)).start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}, CompletableFuture.delayedExecutor(MILLIS_TO_ANSWER, TimeUnit.MILLISECONDS));
	}

	private long pid(int ordinal) {
		WorkerStatus worker = status().worker(ordinal);
		if (worker == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no worker " + ordinal);
		}
		if (worker.pid() == 0) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "Worker " + ordinal + " has no process just now");
		}
		return worker.pid();
	}

	private ClusterStatus status() {
		ClusterStatusSource source = this.cluster.getIfAvailable();
		if (source == null) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"The application runs as a single process: there is no worker to disturb");
		}
		return source.status();
	}

}
