package io.clusterboot.web;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells {@link LastResponses} of each request and {@link EventStreams} of those that go
 * on in the background.
 */
final class LastResponseValve extends ValveBase {

	LastResponseValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (request.getConnector().getProtocolHandler() instanceof SharedPortProtocol protocol) {
			invoke(request, response, protocol);
		}
		else {
			getNext().invoke(request, response);
		}
	}

	private void invoke(Request request, Response response, SharedPortProtocol protocol)
			throws IOException, ServletException {
		if (protocol.tickets().isAvailable() && request.getProtocol().startsWith("HTTP/2")) {
			protocol.leave(request.getRemotePort());
		}
		protocol.lastResponses().begin(request.getCoyoteRequest(), response.getCoyoteResponse());
		try {
			getNext().invoke(request, response);
		}
		finally {
			returned(request, response, protocol);
		}
	}

	private void returned(Request request, Response response, SharedPortProtocol protocol) {
		if (request.isAsyncStarted()) {
			protocol.eventStreams().add(request.getAsyncContext());
		}
		else if (!response.isCommitted()) {
			protocol.lastResponses().beforeHeaders(request.getCoyoteRequest(), response.getCoyoteResponse());
		}
	}

}
