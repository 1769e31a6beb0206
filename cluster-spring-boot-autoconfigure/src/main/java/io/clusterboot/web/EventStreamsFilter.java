package io.clusterboot.web;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Knows the requests that go on in the background, where the server does not tell. Does
 * nothing unless this JVM is a worker.
 *
 * @since 0.1.0
 */
public final class EventStreamsFilter implements Filter {

	private final SharedPort sharedPort;

	private final EventStreams streams = new EventStreams();

	/**
	 * Create a new {@link EventStreamsFilter} instance.
	 * @param sharedPort whether the port is shared
	 */
	public EventStreamsFilter(SharedPort sharedPort) {
		this.sharedPort = sharedPort;
	}

	EventStreams streams() {
		return this.streams;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		chain.doFilter(request, response);
		if (this.sharedPort.isShared() && request.isAsyncStarted()) {
			this.streams.add(request.getAsyncContext());
		}
	}

}
