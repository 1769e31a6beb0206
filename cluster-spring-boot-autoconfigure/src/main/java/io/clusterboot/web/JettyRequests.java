package io.clusterboot.web;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one of Jetty's connectors and tells clients which response is
 * the last on its connection.
 */
final class JettyRequests implements HttpConfiguration.Customizer {

	private final JettyServer server;

	private final @Nullable RequestCounters counters;

	/**
	 * Create a new {@link JettyRequests} instance.
	 * @param server whose requests these are
	 * @param counters counts them, {@code null} for another port than the application's
	 */
	JettyRequests(JettyServer server, @Nullable RequestCounters counters) {
		this.server = server;
		this.counters = counters;
	}

	@Override
	public Request customize(Request request, HttpFields.Mutable responseHeaders) {
		Connection connection = request.getConnectionMetaData().getConnection();
		EndPoint socket = JettyActivity.socket(connection.getEndPoint());
		count(request, socket);
		if (JettyHttp2.isHttp2(connection)) {
			if (!JettyHttp2.isLeaving(connection) && (this.server.isEnding() || this.server.tickets().take())) {
				JettyHttp2.leave(connection);
			}
		}
		else {
			request.addHttpStreamWrapper((stream) -> new LastResponse(stream, request));
		}
		return request;
	}

	private void count(Request request, EndPoint socket) {
		this.server.activity().requestBegan(socket);
		RequestCounters counted = this.server.isOwn(socket) ? null : this.counters;
		if (counted != null) {
			counted.requestStarted();
		}
		Request.addCompletionListener(request, (failure) -> {
			this.server.activity().requestEnded(socket);
			if (counted != null) {
				counted.requestFinished();
			}
		});
	}

	/**
	 * A response of HTTP/1, asked at the last moment whether its connection is to end.
	 */
	private final class LastResponse extends HttpStream.Wrapper {

		private final Request request;

		LastResponse(HttpStream stream, Request request) {
			super(stream);
			this.request = request;
		}

		@Override
		public void prepareResponse(HttpFields.Mutable headers) {
			super.prepareResponse(headers);
			// The answer to a request for another protocol has headers of these names
			// itself.
			if (!headers.contains(HttpHeader.UPGRADE) && isLast(headers)) {
				headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
			}
		}

		private boolean isLast(HttpFields headers) {
			JettyServer server = JettyRequests.this.server;
			return server.isEnding()
					|| (server.tickets().isAvailable() && isKeptAlive(headers) && server.tickets().take());
		}

		private boolean isKeptAlive(HttpFields headers) {
			return this.request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
					&& !this.request.getHeaders().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString())
					&& !headers.contains(HttpHeader.CONNECTION);
		}

	}

}
