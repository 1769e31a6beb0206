package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.process.Zombies.Zombie;

/**
 * Reaps the processes that others left to this one, which happens only to PID 1. Leaves
 * alone what this JVM has started itself, and what may be of that kind: those exit codes
 * belong to {@link Process}.
 *
 * @since 0.1.0
 */
public final class ZombieReaper {

	private static final Log logger = LogFactory.getLog(ZombieReaper.class);

	private final long pid;

	private final Zombies zombies;

	private final Supplier<Optional<NativeCalls>> nativeCalls;

	private final Supplier<Set<Long>> ownPids;

	private final Duration interval;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private Set<Zombie> suspects = Set.of();

	/**
	 * Create a new {@link ZombieReaper} instance.
	 * @param ownPids gives the pids of the workers that run
	 */
	public ZombieReaper(Supplier<Set<Long>> ownPids) {
		this(ProcessHandle.current().pid(), new Zombies(Path.of("/proc")), JnaCalls::load, ownPids,
				Duration.ofSeconds(1));
	}

	ZombieReaper(long pid, Zombies zombies, Supplier<Optional<NativeCalls>> nativeCalls, Supplier<Set<Long>> ownPids,
			Duration interval) {
		this.pid = pid;
		this.zombies = zombies;
		this.nativeCalls = nativeCalls;
		this.ownPids = ownPids;
		this.interval = interval;
	}

	/**
	 * Start to reap, if this process is PID 1. To be called once.
	 */
	public void start() {
		if (this.pid == 1) {
			DaemonThreads.start("cluster-reaper", this::run);
		}
	}

	/**
	 * Stop to reap.
	 */
	public void stop() {
		this.stopped.countDown();
	}

	private void run() {
		try {
			boolean able = true;
			while (able && !this.stopped.await(this.interval.toMillis(), TimeUnit.MILLISECONDS)) {
				able = scan();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Reap the zombies that were there at the last scan already: what {@link Process}
	 * waits for does not stay one that long.
	 * @return {@code false} if there is no way to reap
	 */
	boolean scan() {
		try {
			Set<Zombie> found = this.zombies.of(this.pid);
			Set<Long> own = this.ownPids.get();
			found.removeIf((zombie) -> own.contains(zombie.pid()));
			boolean able = found.stream().filter(this.suspects::contains).allMatch(this::reap);
			this.suspects = found;
			return able;
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Could not look for processes to reap", ex);
			return true;
		}
	}

	private boolean reap(Zombie zombie) {
		Optional<NativeCalls> calls = this.nativeCalls.get();
		calls.ifPresent((available) -> available.reap((int) zombie.pid()));
		return calls.isPresent();
	}

}
