package io.clusterboot.socket;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says whether a worker may accept connections, and how readily: not before the primary
 * has it join the others, and as the primary wants it from then on. Closed at first.
 *
 * @since 0.1.0
 */
public final class AcceptGate {

	/**
	 * Share of a worker that takes whatever comes.
	 */
	public static final int FULL_SHARE = 100;

	private final AtomicInteger share = new AtomicInteger();

	private final List<Runnable> acceptors = new CopyOnWriteArrayList<>();

	/**
	 * Let all pass.
	 */
	public void open() {
		open(FULL_SHARE);
	}

	/**
	 * Have the worker accept its share, or nothing.
	 * @param share how many connections it shall take for each 100 that another takes, at
	 * most 100; 0 for none
	 */
	public void open(int share) {
		if (this.share.getAndSet(share) != share) {
			this.acceptors.forEach(Runnable::run);
		}
	}

	/**
	 * Return whether the worker may accept.
	 * @return {@code true} if its share is more than nothing
	 */
	public boolean isOpen() {
		return share() > 0;
	}

	/**
	 * Return how readily the worker shall accept.
	 * @return how many connections it shall take for each 100 that another takes, 0 for
	 * none
	 */
	public int share() {
		return this.share.get();
	}

	/**
	 * Tell one who accepts whenever something changes.
	 * @param acceptor told by the thread that makes the change, so it must not block
	 */
	public void onChange(Runnable acceptor) {
		this.acceptors.add(acceptor);
	}

}
