package io.clusterboot.member;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Lets through what the leader alone runs. Once closed it knows when the last of it has
 * ended, so that another process can begin.
 * <p>
 * What comes while nobody was ever seen to lead is not refused but owed: it runs as soon
 * as this process turns out to be the leader. Otherwise a task that is due once a day, or
 * once at all, would miss the run that it has at the start of an application, which comes
 * before a leader is chosen.
 *
 * @since 0.1.0
 */
public final class LeaderGate {

	private static final Log logger = LogFactory.getLog(LeaderGate.class);

	private final Lock lock = new ReentrantLock();

	private final Map<Runnable, Runnable> owed = new LinkedHashMap<>();

	private final Runnable onReleased;

	private State state = State.UNDECIDED;

	private int running;

	private boolean resigning;

	/**
	 * Create a new {@link LeaderGate} instance, which lets nothing through yet.
	 * @param onReleased called when the gate was closed by {@link #resign()} and nothing
	 * runs behind it any more; must not block
	 */
	public LeaderGate(Runnable onReleased) {
		this.onReleased = onReleased;
	}

	/**
	 * Return whether this process is the leader.
	 * @return {@code true} while the gate lets something through
	 */
	public boolean isOpen() {
		return locked(() -> this.state == State.OPEN);
	}

	/**
	 * Run an action if this process is the leader.
	 * @param action the action, equal for each of its runs
	 * @param onOwed called if the action would have run and this process is found to be
	 * the leader later; has it pass through {@link #runOwed}, on another thread
	 */
	public void run(Runnable action, Runnable onOwed) {
		if (enter(action, onOwed)) {
			runAndLeave(action);
		}
	}

	/**
	 * Begin an action that somebody else runs, if this process is the leader. Whoever was
	 * let in says with {@link #leave()} when it has ended.
	 * @param action stands for the action, equal for each of its runs
	 * @param onOwed called if the action would have run and this process is found to be
	 * the leader later; has it pass through {@link #runOwed}, on another thread
	 * @return {@code true} if the action may run
	 */
	public boolean enter(Runnable action, Runnable onOwed) {
		return locked(() -> admitOrOwe(action, onOwed));
	}

	/**
	 * Say that an action that {@link #enter} let in has ended.
	 */
	public void leave() {
		boolean released = locked(() -> {
			this.running--;
			boolean last = this.resigning && this.running == 0;
			this.resigning = this.resigning && !last;
			return last;
		});
		if (released) {
			this.onReleased.run();
		}
	}

	/**
	 * Run an action that is owed, unless that is so no longer.
	 * @param action the action
	 */
	public void runOwed(Runnable action) {
		if (!locked(() -> admit(this.owed.containsKey(action)))) {
			return;
		}
		try {
			action.run();
		}
		finally {
			forget(action);
			leave();
		}
	}

	/**
	 * Let through what the leader runs.
	 */
	public void open() {
		Map<Runnable, Runnable> due = new LinkedHashMap<>();
		locked(() -> {
			this.state = State.OPEN;
			due.putAll(this.owed);
			return true;
		});
		due.forEach(this::settle);
	}

	/**
	 * Let nothing through any more, or find that another process leads.
	 */
	public void close() {
		locked(() -> {
			this.state = State.CLOSED;
			this.owed.clear();
			return true;
		});
	}

	/**
	 * Let nothing through any more, and say when nothing runs any more.
	 */
	public void resign() {
		close();
		boolean idle = locked(() -> {
			this.resigning = this.running > 0;
			return !this.resigning;
		});
		if (idle) {
			this.onReleased.run();
		}
	}

	private boolean admitOrOwe(Runnable action, Runnable onOwed) {
		if (this.state == State.UNDECIDED) {
			this.owed.put(action, onOwed);
		}
		// Two runs of one action must not overlap because one of them is late.
		return admit(!this.owed.containsKey(action));
	}

	private boolean admit(boolean wanted) {
		boolean admitted = wanted && this.state == State.OPEN;
		if (admitted) {
			this.running++;
		}
		return admitted;
	}

	private void runAndLeave(Runnable action) {
		try {
			action.run();
		}
		finally {
			leave();
		}
	}

	private void settle(Runnable action, Runnable onOwed) {
		try {
			onOwed.run();
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			logger.warn("What was to run when a leader was chosen did not: " + action, ex);
			forget(action);
		}
	}

	private void forget(Runnable action) {
		locked(() -> this.owed.remove(action) != null);
	}

	private boolean locked(BooleanSupplier step) {
		this.lock.lock();
		try {
			return step.getAsBoolean();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What the gate knows.
	 */
	private enum State {

		/**
		 * Nobody has led, as far as this process knows.
		 */
		UNDECIDED,

		/**
		 * This process leads.
		 */
		OPEN,

		/**
		 * This process does not lead.
		 */
		CLOSED

	}

}
