package io.clusterboot.member;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.clusterboot.Envelope;
import io.clusterboot.Receipt;

/**
 * Connects the hubs of several processes within this one.
 */
final class Wires implements AutoCloseable {

	private final Map<Long, MessageHub> hubs = new ConcurrentHashMap<>();

	MessageHub hub(long id) {
		Payloads payloads = new Payloads(TestJson::new, 1024 * 1024, getClass().getClassLoader());
		MessageHub hub = new MessageHub(payloads, new End(id), Wires::deliver, Runnable::run);
		this.hubs.put(id, hub);
		return hub;
	}

	/**
	 * Run a task on a thread of its own.
	 * @param task the task
	 */
	static void deliver(Runnable task) {
		Thread thread = new Thread(task, "delivery");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		this.hubs.values().forEach(MessageHub::close);
	}

	/**
	 * One process's end.
	 */
	private final class End implements MessageTransport {

		private final long self;

		private End(long self) {
			this.self = self;
		}

		@Override
		public boolean post(long receiver, Envelope envelope, Receipt receipt) {
			MessageHub hub = Wires.this.hubs.get(receiver);
			if (hub != null) {
				hub.receive(this.self, envelope, receipt);
			}
			return hub != null;
		}

		@Override
		public void handled(long sender, Receipt receipt) {
			Wires.this.hubs.get(sender).handled(this.self, receipt);
		}

	}

}
