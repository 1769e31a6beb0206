package io.clusterboot.context;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Tells the application's listeners in the primary about the port that the workers share,
 * as a web server would.
 */
@SuppressWarnings("serial")
class SharedPortEvent extends WebServerInitializedEvent {

	private final SharedPortContext context;

	SharedPortEvent(ConfigurableApplicationContext primary, int port) {
		super(new SharedPortServer(port));
		this.context = new SharedPortContext(primary, getWebServer());
	}

	@Override
	public WebServerApplicationContext getApplicationContext() {
		return this.context;
	}

	/**
	 * Stands for the servers of the workers; there is nothing to start or stop here.
	 */
	private record SharedPortServer(int port) implements WebServer {

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public int getPort() {
			return this.port;
		}

	}

	/**
	 * Shows the primary's environment as the context of a main server. Never refreshed.
	 */
	private static class SharedPortContext extends GenericApplicationContext implements WebServerApplicationContext {

		private final WebServer server;

		SharedPortContext(ConfigurableApplicationContext primary, WebServer server) {
			this.server = server;
			setEnvironment(primary.getEnvironment());
			setId(primary.getId());
		}

		@Override
		public @Nullable WebServer getWebServer() {
			return this.server;
		}

		@Override
		public @Nullable String getServerNamespace() {
			return null;
		}

	}

}
