package io.clusterboot.web;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Tells {@link EventStreams} of the requests that go on in the background, where the
 * server does not.
 */
final class EventStreamsFilter implements Filter {

	private final EventStreams streams;

	EventStreamsFilter(EventStreams streams) {
		this.streams = streams;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		chain.doFilter(request, response);
		if (request.isAsyncStarted()) {
			this.streams.add(request.getAsyncContext());
		}
	}

}
