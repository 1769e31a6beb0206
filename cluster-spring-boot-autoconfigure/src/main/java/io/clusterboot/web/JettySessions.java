package io.clusterboot.web;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Ends Jetty's WebSocket sessions, with a word to their clients: once connections end,
 * nobody could say it any more.
 */
final class JettySessions {

	private static final Log logger = LogFactory.getLog(JettySessions.class);

	/**
	 * Each of Jetty's interfaces to WebSocket has one, of this name.
	 */
	private static final String TRACKER = "SessionTracker";

	private JettySessions() {
	}

	static void end(Server server) {
		server.getContainedBeans(LifeCycle.class)
			.stream()
			.filter((bean) -> bean.getClass().getSimpleName().equals(TRACKER))
			.forEach(JettySessions::stop);
	}

	private static void stop(LifeCycle tracker) {
		try {
			tracker.stop();
		}
		catch (Exception ex) {
			logger.debug("WebSocket sessions cannot be ended", ex);
		}
	}

}
