package io.clusterboot.web;

import io.netty.handler.codec.http2.Http2StreamChannel;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerState;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Counts the requests of one of Netty's listeners and tells clients which response is the
 * last on its connection.
 */
final class NettyRequests implements ConnectionObserver {

	private final NettyServer server;

	private final @Nullable RequestCounters counters;

	/**
	 * Create a new {@link NettyRequests} instance.
	 * @param server whose requests these are
	 * @param counters counts them, {@code null} for another port than the application's
	 */
	NettyRequests(NettyServer server, @Nullable RequestCounters counters) {
		this.server = server;
		this.counters = counters;
	}

	@Override
	public void onStateChange(Connection request, State state) {
		NettyConnection connection = NettyConnection.of(request.channel());
		if (connection == null) {
			return;
		}
		if (state == HttpServerState.REQUEST_RECEIVED) {
			began(request, connection);
		}
		else if (state == State.DISCONNECTING && request instanceof WebsocketOutbound) {
			connection.endSession(request);
		}
		else if (state == State.DISCONNECTING) {
			connection.end(request);
		}
	}

	private void began(Connection request, NettyConnection connection) {
		RequestCounters counted = this.server.isOwn(connection) ? null : this.counters;
		if (counted != null) {
			counted.requestStarted();
		}
		connection.begin(request, () -> {
			if (counted != null) {
				counted.requestFinished();
			}
		});
		endIfDue(request, connection);
	}

	private void endIfDue(Connection request, NettyConnection connection) {
		if (request.channel() instanceof Http2StreamChannel) {
			if (!connection.isLeaving() && (this.server.isEnding() || this.server.tickets().take())) {
				connection.leave();
			}
		}
		else if (isLast(request)) {
			end(request);
		}
	}

	private boolean isLast(Connection request) {
		ClosingTickets tickets = this.server.tickets();
		return this.server.isEnding() || (tickets.isAvailable() && request instanceof HttpServerRequest received
				&& received.isKeepAlive() && tickets.take());
	}

	/**
	 * Make a response the last on its connection, unless it is on its way.
	 * @param request the request, on whose thread this is called
	 */
	static void end(Connection request) {
		if (request instanceof HttpServerResponse response && !response.hasSentHeaders()
				&& !(request.channel() instanceof Http2StreamChannel)) {
			response.keepAlive(false);
		}
	}

}
