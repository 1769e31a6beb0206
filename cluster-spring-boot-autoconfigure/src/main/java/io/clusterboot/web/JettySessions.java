package io.clusterboot.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.Graceful;

/**
 * Ends Jetty's WebSocket sessions, with a word to their clients: once connections end,
 * nobody could say it any more.
 */
final class JettySessions {

	/**
	 * Each of Jetty's interfaces to WebSocket has one, of this name.
	 */
	private static final String TRACKER = "SessionTracker";

	/**
	 * Each time takes Jetty a thread.
	 */
	private static final long PERIOD = Duration.ofMillis(200).toNanos();

	private final AtomicLong next = new AtomicLong(System.nanoTime());

	/**
	 * Have the sessions end that there are. Ask again: some begin meanwhile.
	 * @param server whose sessions
	 */
	void end(Server server) {
		long now = System.nanoTime();
		long next = this.next.get();
		if (now - next >= 0 && this.next.compareAndSet(next, now + PERIOD)) {
			server.getContainedBeans(Graceful.class)
				.stream()
				.filter((bean) -> bean.getClass().getSimpleName().equals(TRACKER))
				.forEach(Graceful::shutdown);
		}
	}

}
