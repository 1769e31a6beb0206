package io.clusterboot.member;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.Envelope;
import io.clusterboot.Receipt;

/**
 * Keeps what it is to carry.
 */
final class RecordingTransport implements MessageTransport {

	private final List<Posted> posted = new CopyOnWriteArrayList<>();

	private final List<String> handled = new CopyOnWriteArrayList<>();

	private final Set<Long> gone = ConcurrentHashMap.newKeySet();

	@Override
	public boolean post(long receiver, Envelope envelope, Receipt receipt) {
		return !this.gone.contains(receiver) && this.posted.add(new Posted(receiver, envelope, receipt));
	}

	@Override
	public void handled(long sender, Receipt receipt) {
		this.handled.add(sender + ": " + receipt.messages() + " messages, " + receipt.bytes() + " bytes");
	}

	void disconnect(long receiver) {
		this.gone.add(receiver);
	}

	List<Posted> posted() {
		return this.posted;
	}

	Envelope last() {
		return this.posted.get(this.posted.size() - 1).envelope();
	}

	List<String> handled() {
		return this.handled;
	}

	/**
	 * A message on its way.
	 *
	 * @param receiver who is to get it
	 * @param envelope the message
	 * @param receipt what the sender has handled of the receiver's
	 */
	record Posted(long receiver, Envelope envelope, Receipt receipt) {

	}

}
