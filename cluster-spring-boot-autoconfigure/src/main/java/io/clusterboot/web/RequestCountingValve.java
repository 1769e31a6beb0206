package io.clusterboot.web;

import java.io.IOException;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells {@link RequestCounters} of each request. A request passes the engine's pipeline
 * once more with every asynchronous and error dispatch and counts once nevertheless.
 */
final class RequestCountingValve extends ValveBase {

	private static final String COUNTED = RequestCountingValve.class.getName() + ".COUNTED";

	private final RequestCounters counters;

	RequestCountingValve(RequestCounters counters) {
		super(true);
		this.counters = counters;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (request.getNote(COUNTED) != null || isOwn(request)) {
			getNext().invoke(request, response);
			return;
		}
		request.setNote(COUNTED, Boolean.TRUE);
		this.counters.requestStarted();
		try {
			getNext().invoke(request, response);
		}
		finally {
			returned(request);
		}
	}

	private boolean isOwn(Request request) {
		return request.getConnector().getProtocolHandler() instanceof SharedPortProtocol protocol
				&& protocol.isOwn(request);
	}

	private void returned(Request request) {
		if (request.isAsyncStarted()) {
			request.getAsyncContext().addListener(new Completion());
		}
		else {
			this.counters.requestFinished();
		}
	}

	/**
	 * Ends an asynchronous request.
	 */
	private final class Completion implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) {
			RequestCountingValve.this.counters.requestFinished();
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			// The new cycle has lost the listeners of the one before.
			event.getAsyncContext().addListener(this);
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

}
