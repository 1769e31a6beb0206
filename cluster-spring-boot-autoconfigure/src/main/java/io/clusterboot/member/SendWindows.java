package io.clusterboot.member;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.clusterboot.Receipt;

/**
 * What is under way to each receiver.
 */
final class SendWindows {

	private final Map<Long, SendWindow> windows = new ConcurrentHashMap<>();

	private final int maxMessages;

	private final long maxBytes;

	/**
	 * Create a new {@link SendWindows} instance.
	 * @param maxMessages how many messages may be under way to one receiver
	 * @param maxBytes how many bytes may be, unless it is a single message
	 */
	SendWindows(int maxMessages, long maxBytes) {
		this.maxMessages = maxMessages;
		this.maxBytes = maxBytes;
	}

	/**
	 * Return the window of a receiver.
	 * @param receiver id of a worker, or {@link Messenger#PRIMARY}
	 * @return its window
	 */
	SendWindow of(long receiver) {
		return this.windows.computeIfAbsent(receiver, (id) -> new SendWindow(this.maxMessages, this.maxBytes));
	}

	/**
	 * Take note that a receiver has handled messages.
	 * @param receiver id of a worker, or {@link Messenger#PRIMARY}
	 * @param receipt what was handled
	 */
	void handled(long receiver, Receipt receipt) {
		SendWindow window = this.windows.get(receiver);
		if (window != null) {
			window.leave(receipt.messages(), receipt.bytes());
		}
	}

	/**
	 * Let everybody pass who waits for a receiver that is gone.
	 * @param receiver its id
	 */
	void gone(long receiver) {
		SendWindow window = this.windows.remove(receiver);
		if (window != null) {
			window.close();
		}
	}

	/**
	 * Let everybody pass.
	 */
	void close() {
		this.windows.values().forEach(SendWindow::close);
	}

}
