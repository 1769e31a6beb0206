package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A number of clients that send requests at the same time, as fast as they are answered.
 */
final class Load implements AutoCloseable {

	private final String name;

	private final Tally tally = new Tally();

	private final List<Client> clients = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private final AtomicLong sent = new AtomicLong();

	private final long start = System.nanoTime();

	private volatile long atLeast;

	private volatile boolean stopped;

	private Load(String name) {
		this.name = name;
	}

	/**
	 * Start to send requests until told to stop.
	 * @param name name of the load
	 * @param port the port
	 * @param endpoint what to ask for
	 * @param clients number of clients
	 * @param keepAlive whether connections are used again
	 * @param timeout how long an answer may take
	 * @return the load
	 */
	static Load start(String name, int port, Endpoint endpoint, int clients, boolean keepAlive, Duration timeout) {
		Load load = new Load(name);
		for (int i = 0; i < clients; i++) {
			Client client = new Client(port, endpoint, keepAlive, timeout, load.tally, load::next);
			load.clients.add(client);
			load.threads.add(new Thread(client, "load-" + name + "-" + i));
		}
		load.threads.forEach((thread) -> {
			thread.setDaemon(true);
			thread.start();
		});
		return load;
	}

	private boolean next() {
		return this.sent.getAndIncrement() < this.atLeast || !this.stopped;
	}

	Tally tally() {
		return this.tally;
	}

	List<Client> clients() {
		return this.clients;
	}

	/**
	 * Send what is left up to a number of requests, then stop.
	 * @param requests number of requests, those sent before included
	 * @param timeout longest wait
	 * @return what became of them, in words
	 */
	String finish(long requests, Duration timeout) {
		this.atLeast = requests;
		this.stopped = true;
		long deadline = System.nanoTime() + timeout.toNanos();
		for (Thread thread : this.threads) {
			join(thread, Duration.ofNanos(deadline - System.nanoTime()));
		}
		return this.tally.report(this.name, (System.nanoTime() - this.start) / 1e9);
	}

	private void join(Thread thread, Duration timeout) {
		try {
			thread.join(Math.max(1, timeout.toMillis()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (thread.isAlive()) {
			close();
			throw new IllegalStateException("The load " + this.name + " does not end: " + this.tally.report("", 1));
		}
	}

	@Override
	public void close() {
		this.atLeast = 0;
		this.stopped = true;
	}

}
