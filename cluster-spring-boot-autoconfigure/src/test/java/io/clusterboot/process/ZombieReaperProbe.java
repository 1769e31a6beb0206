package io.clusterboot.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Is PID 1 of a namespace, and gets a process to reap from a shell that leaves it behind.
 */
public final class ZombieReaperProbe {

	private static final Zombies ZOMBIES = new Zombies(Path.of("/proc"));

	private ZombieReaperProbe() {
	}

	public static void main(String[] args) throws Exception {
		new ProcessBuilder("/bin/sh", "-c", "sleep 0.1 & exit 0").start().waitFor();
		System.out.println(await(() -> !isClean()) ? "zombie seen" : "no zombie");
		ZombieReaper reaper = new ZombieReaper(Set::of);
		reaper.start();
		boolean right = exitCodesAreRight();
		System.out.println(await(ZombieReaperProbe::isClean) ? "zombie reaped" : "zombie stays");
		System.out.println(right ? "exit codes right" : "exit codes wrong");
		reaper.stop();
		System.out.println("done");
	}

	private static boolean exitCodesAreRight() throws Exception {
		List<Process> processes = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			processes.add(new ProcessBuilder("/bin/sh", "-c", "sleep " + (i * 0.03) + "; exit " + i).start());
		}
		boolean right = true;
		for (int i = 0; i < processes.size(); i++) {
			right &= processes.get(i).waitFor() == i;
		}
		return right;
	}

	private static boolean isClean() {
		try {
			return ZOMBIES.of(1).isEmpty();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean await(Callable<Boolean> condition) {
		try {
			Awaitility.await()
				.pollInSameThread()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(20))
				.atMost(Duration.ofMillis(2500))
				.until(condition);
			return true;
		}
		catch (ConditionTimeoutException ex) {
			return false;
		}
	}

}
