package io.clusterboot.member;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one receiver has not handled yet of what this process sent it. A sender waits
 * while that is too much: so a slow receiver slows down its sender, and nobody else.
 */
final class SendWindow {

	private final int maxMessages;

	private final long maxBytes;

	private final Lock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	private int messages;

	private long bytes;

	private boolean closed;

	/**
	 * Create a new {@link SendWindow} instance.
	 * @param maxMessages how many messages may be under way
	 * @param maxBytes how many bytes may be, unless it is a single message
	 */
	SendWindow(int maxMessages, long maxBytes) {
		this.maxMessages = maxMessages;
		this.maxBytes = maxBytes;
	}

	/**
	 * Wait for room and take it.
	 * @param size size of the message in bytes
	 * @param nanos how long to wait at most
	 * @return whether there was room in time; a closed window has room for everything
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean enter(int size, long nanos) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = nanos;
			while (!hasRoom(size)) {
				if (left <= 0) {
					return false;
				}
				left = this.room.awaitNanos(left);
			}
			this.messages++;
			this.bytes += size;
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Give room back.
	 * @param messages how many messages were handled
	 * @param bytes their sizes together
	 */
	void leave(int messages, long bytes) {
		this.lock.lock();
		try {
			this.messages -= messages;
			this.bytes -= bytes;
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let everybody pass, because the receiver is gone.
	 */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean hasRoom(int size) {
		return this.closed || this.messages == 0
				|| (this.messages < this.maxMessages && this.bytes + size <= this.maxBytes);
	}

}
