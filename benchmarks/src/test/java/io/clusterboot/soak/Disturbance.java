package io.clusterboot.soak;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.clusterboot.integration.Processes;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;

/**
 * What can befall a worker.
 */
enum Disturbance {

	/**
	 * SIGKILL.
	 */
	KILL {

		@Override
		void strike(Target target, long pid, Random random) {
			signal("KILL", pid);
		}

	},

	/**
	 * SIGSTOP for less than the heartbeat timeout.
	 */
	PAUSE {

		@Override
		void strike(Target target, long pid, Random random) {
			freeze(pid, Duration.ofMillis(200 + random.nextInt(3800)));
		}

	},

	/**
	 * SIGSTOP for longer than the heartbeat timeout and the kill that follows.
	 */
	FREEZE {

		@Override
		void strike(Target target, long pid, Random random) {
			freeze(pid, Duration.ofSeconds(20));
		}

	},

	/**
	 * The JVM ends at once, with a code.
	 */
	HALT {

		@Override
		void strike(Target target, long pid, Random random) {
			post(target, "/halt?code=7");
		}

	},

	/**
	 * No heap is left.
	 */
	OUT_OF_MEMORY {

		@Override
		void strike(Target target, long pid, Random random) {
			post(target, "/oom");
		}

	};

	private static final Set<Long> frozen = ConcurrentHashMap.newKeySet();

	/**
	 * Disturb a worker.
	 * @param target the cluster
	 * @param pid the worker; where a request does it, the kernel chooses another
	 * @param random source of durations
	 */
	abstract void strike(Target target, long pid, Random random);

	static boolean isFrozen(long pid) {
		return frozen.contains(pid);
	}

	private static void freeze(long pid, Duration duration) {
		frozen.add(pid);
		signal("STOP", pid);
		Thread thaw = new Thread(() -> {
			Pause.of(duration);
			signal("CONT", pid);
			frozen.remove(pid);
		}, "thaw-" + pid);
		thaw.setDaemon(true);
		thaw.start();
	}

	private static void signal(String signal, long pid) {
		// It may be gone, and its number somebody else's.
		if (Processes.commandLine(pid).contains("-Dcluster.worker.primary=")) {
			try {
				Processes.signal(signal, pid);
			}
			catch (AssertionError ex) {
				// It left in between.
			}
		}
	}

	private static void post(Target target, String path) {
		try {
			target.request("POST", path, Duration.ofSeconds(2));
		}
		catch (RequestFailedException ex) {
			// The worker died before it answered.
		}
	}

}
