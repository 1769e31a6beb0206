package io.clusterboot.worker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Notices that the primary is gone, by the end of the channel or because the process has
 * another parent, whichever comes first, and tells it once.
 */
final class PrimaryWatchdog {

	/**
	 * Stands for a parent that cannot be told. That may be for want of descriptors, so it
	 * says nothing about the primary.
	 */
	static final long UNKNOWN = -1;

	private final long primaryPid;

	private final LongSupplier parentPid;

	private final PrimaryLostHandler handler;

	private final Runnable halt;

	private final boolean forkedByPrimary;

	private final AtomicBoolean done = new AtomicBoolean();

	/**
	 * Create a new {@link PrimaryWatchdog} instance.
	 * @param primaryPid process id of the primary
	 * @param parentPid tells the process id of this process' parent, or {@link #UNKNOWN}
	 * @param handler told when the primary is gone
	 * @param halt ends the process if the handler fails
	 */
	PrimaryWatchdog(long primaryPid, LongSupplier parentPid, PrimaryLostHandler handler, Runnable halt) {
		this.primaryPid = primaryPid;
		this.parentPid = parentPid;
		this.handler = handler;
		this.halt = halt;
		// With a launcher in between the parent is another one from the start, and its
		// pid tells nothing about the primary. The channel still does.
		this.forkedByPrimary = parentPid.getAsLong() == primaryPid;
	}

	static long currentParentPid() {
		return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(UNKNOWN);
	}

	/**
	 * Look whether the parent is still the primary.
	 */
	void check() {
		if (!this.forkedByPrimary || this.done.get()) {
			return;
		}
		long parent = this.parentPid.getAsLong();
		if (parent != this.primaryPid && parent != UNKNOWN) {
			lost("the primary (pid " + this.primaryPid + ") is not the parent any more");
		}
	}

	/**
	 * The channel has ended.
	 * @param cause what broke it, or {@code null}
	 */
	void channelClosed(@Nullable Throwable cause) {
		lost("the channel to the primary (pid " + this.primaryPid + ") was closed"
				+ ((cause != null) ? ": " + cause.getMessage() : ""));
	}

	/**
	 * From here on a lost primary means nothing.
	 */
	void disarm() {
		this.done.set(true);
	}

	private void lost(String reason) {
		if (!this.done.compareAndSet(false, true)) {
			return;
		}
		try {
			this.handler.primaryLost(reason);
		}
		catch (Throwable ex) {
			// Nobody would ever end this process. Its jar may have been overwritten, so
			// that no class can be loaded any more.
			this.halt.run();
		}
	}

}
