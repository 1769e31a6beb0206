package io.clusterboot.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * The asynchronous requests of which some send events until their client leaves.
 */
final class EventStreams implements AsyncListener {

	private final Set<AsyncContext> open = ConcurrentHashMap.newKeySet();

	private volatile boolean ended;

	void add(AsyncContext request) {
		this.open.add(request);
		request.addListener(this);
		if (this.ended) {
			complete(request);
		}
	}

	/**
	 * Start afresh.
	 */
	void reset() {
		this.ended = false;
	}

	/**
	 * End those that send events, also those that begin later, so that their clients see
	 * a proper end and connect anew.
	 */
	void complete() {
		this.ended = true;
		this.open.forEach(this::complete);
	}

	private void complete(AsyncContext request) {
		try {
			if (sendsEvents(request)) {
				request.complete();
			}
		}
		catch (IllegalStateException ex) {
			// It came to its end by itself.
			this.open.remove(request);
		}
	}

	private boolean sendsEvents(AsyncContext request) {
		String type = request.getResponse().getContentType();
		return type != null && type.startsWith("text/event-stream");
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.open.remove(event.getAsyncContext());
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// The new cycle has lost the listeners of the one before.
		add(event.getAsyncContext());
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// Completion follows.
	}

	@Override
	public void onError(AsyncEvent event) {
		// Completion follows.
	}

}
