package io.clusterboot.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.clusterboot.load.Connection.Opener;

/**
 * A number of clients that send requests at the same time, as fast as they are answered
 * or at a rate.
 *
 * @since 0.1.0
 */
public final class Load implements AutoCloseable {

	private final String name;

	private final Tally tally = new Tally();

	private final List<Client> clients = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private final AtomicLong sent = new AtomicLong();

	private final long start = System.nanoTime();

	private final long interval;

	private volatile long atLeast;

	private volatile boolean stopped;

	private Load(String name, int rate) {
		this.name = name;
		this.interval = (rate > 0) ? Duration.ofSeconds(1).toNanos() / rate : 0;
	}

	/**
	 * Start to send requests until told to stop, as fast as they are answered.
	 * @param name name of the load
	 * @param port the port
	 * @param endpoint what to ask for
	 * @param clients number of clients
	 * @param keepAlive whether connections are used again
	 * @param timeout how long an answer may take
	 * @return the load
	 */
	public static Load start(String name, int port, Endpoint endpoint, int clients, boolean keepAlive,
			Duration timeout) {
		Traffic traffic = keepAlive ? Traffic.KEEP_ALIVE : Traffic.NEW_CONNECTION;
		return new Load(name, 0).start(traffic, endpoint, port, clients, timeout);
	}

	/**
	 * Start to send requests until told to stop.
	 * @param traffic kind of the load
	 * @param port the port
	 * @param clients number of clients
	 * @param rate requests per second of all clients together, or 0 for as fast as they
	 * are answered
	 * @param timeout how long an answer may take
	 * @return the load
	 */
	public static Load start(Traffic traffic, int port, int clients, int rate, Duration timeout) {
		return start(traffic, traffic.endpoint(), port, clients, rate, timeout);
	}

	/**
	 * Start to send requests for one endpoint until told to stop.
	 * @param traffic kind of the load
	 * @param endpoint what to ask for
	 * @param port the port
	 * @param clients number of clients
	 * @param rate requests per second of all clients together, or 0 for as fast as they
	 * are answered
	 * @param timeout how long an answer may take
	 * @return the load
	 */
	public static Load start(Traffic traffic, Endpoint endpoint, int port, int clients, int rate, Duration timeout) {
		return new Load(traffic.title(), rate).start(traffic, endpoint, port, clients, timeout);
	}

	private Load start(Traffic traffic, Endpoint endpoint, int port, int count, Duration timeout) {
		for (Opener opener : traffic.openers(endpoint, port, count, timeout, this.tally)) {
			Client client = new Client(opener, endpoint, traffic.keepsAlive(), this.tally, this::awaitNext);
			this.clients.add(client);
			this.threads.add(new Thread(client, "load-" + this.name + "-" + this.threads.size()));
		}
		this.threads.forEach((thread) -> {
			thread.setDaemon(true);
			thread.start();
		});
		return this;
	}

	private boolean awaitNext() {
		long number = this.sent.getAndIncrement();
		long early = this.start + number * this.interval - System.nanoTime();
		if (this.interval > 0 && early > 0) {
			Pause.of(Duration.ofNanos(early));
		}
		return number < this.atLeast || !this.stopped;
	}

	public Tally tally() {
		return this.tally;
	}

	public List<Client> clients() {
		return this.clients;
	}

	/**
	 * Send what is left up to a number of requests, then stop.
	 * @param requests number of requests, those sent before included
	 * @param timeout longest wait
	 * @return what became of them, in words
	 */
	public String finish(long requests, Duration timeout) {
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
