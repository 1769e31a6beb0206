package io.clusterboot.web;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Warns when the application keeps its first HTTP session in the memory of a worker.
 *
 * @since 0.1.0
 */
public final class SessionWarning implements HttpSessionListener {

	private static final Log logger = LogFactory.getLog(SessionWarning.class);

	/**
	 * Sessions of the servers themselves; Spring Session calls listeners with its own.
	 */
	private static final List<String> SERVER_PACKAGES = List.of("org.apache.catalina.", "org.eclipse.jetty.");

	private final SharedPort sharedPort;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Create a new {@link SessionWarning} instance.
	 * @param sharedPort whether the port is shared
	 */
	public SessionWarning(SharedPort sharedPort) {
		this.sharedPort = sharedPort;
	}

	@Override
	public void sessionCreated(HttpSessionEvent event) {
		String type = event.getSession().getClass().getName();
		boolean inMemory = SERVER_PACKAGES.stream().anyMatch(type::startsWith);
		if (this.sharedPort.isShared() && inMemory && this.warned.compareAndSet(false, true)) {
			logger.warn("Sessions are kept in the memory of each worker: a client whose next connection reaches "
					+ "another worker has lost its session. Use Spring Session with a store that all workers "
					+ "reach, or keep no sessions.");
		}
	}

}
