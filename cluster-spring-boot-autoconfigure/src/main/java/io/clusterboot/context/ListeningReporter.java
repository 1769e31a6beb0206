package io.clusterboot.context;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import io.clusterboot.worker.WorkerAgent;

/**
 * Tells the primary which port the application's own server listens on.
 */
class ListeningReporter implements ApplicationListener<WebServerInitializedEvent> {

	private final ApplicationContext context;

	private final WorkerAgent agent;

	ListeningReporter(ApplicationContext context, WorkerAgent agent) {
		this.context = context;
		this.agent = agent;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.agent.listening("*", event.getWebServer().getPort());
		}
	}

}
